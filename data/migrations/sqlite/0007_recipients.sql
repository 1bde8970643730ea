-- For whom a pack is locked so that the installation of a key opens it, '' where
-- it has not said: known laptops are ticked, nobody copies an address twice.
ALTER TABLE peers ADD COLUMN recipient TEXT NOT NULL DEFAULT '';
