// Package playbook is the domain of Kept: accounts and their handoffs,
// promises, success criteria, people, plans and tasks, the rules they keep,
// and the ports through which they are stored.
//
// It needs the standard library only. Who draws a window, writes a PDF or
// talks to a database does not live here; such packages import this one.
package playbook
