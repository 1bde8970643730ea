-- Indexes for the lists that would otherwise read whole tables at ten thousand
-- accounts: Today and the trash. No table changes.

-- Today counts what is due by who it waits for, and reads the first rows of
-- each rank: conditions before tasks, the oldest first. All it needs for that
-- lies in the index, so that only the rows that are shown are looked up.
DROP INDEX tasks_due;
CREATE INDEX tasks_due ON tasks(condition, due_on, owner, role, account_id)
  WHERE trashed_at = '' AND due_on <> '' AND state <> 'done' AND state <> 'skipped';

-- The trash is small beside what lives.
CREATE INDEX accounts_trash ON accounts(trashed_at) WHERE trashed_at <> '';
CREATE INDEX handoffs_trash ON handoffs(trashed_at) WHERE trashed_at <> '';
CREATE INDEX items_trash ON items(trashed_at) WHERE trashed_at <> '';
CREATE INDEX criterions_trash ON criterions(trashed_at) WHERE trashed_at <> '';
CREATE INDEX proof_points_trash ON proof_points(trashed_at) WHERE trashed_at <> '';
CREATE INDEX stakeholders_trash ON stakeholders(trashed_at) WHERE trashed_at <> '';
CREATE INDEX beliefs_trash ON beliefs(trashed_at) WHERE trashed_at <> '';
CREATE INDEX promises_trash ON promises(trashed_at) WHERE trashed_at <> '';
CREATE INDEX watches_trash ON watches(trashed_at) WHERE trashed_at <> '';
CREATE INDEX nones_trash ON nones(trashed_at) WHERE trashed_at <> '';
CREATE INDEX questions_trash ON questions(trashed_at) WHERE trashed_at <> '';
CREATE INDEX transitions_trash ON transitions(trashed_at) WHERE trashed_at <> '';
CREATE INDEX plans_trash ON plans(trashed_at) WHERE trashed_at <> '';
CREATE INDEX phases_trash ON phases(trashed_at) WHERE trashed_at <> '';
CREATE INDEX tasks_trash ON tasks(trashed_at) WHERE trashed_at <> '';
CREATE INDEX members_trash ON members(trashed_at) WHERE trashed_at <> '';
CREATE INDEX settings_trash ON settings(trashed_at) WHERE trashed_at <> '';
