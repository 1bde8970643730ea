// Package house holds the tests that keep the house in order: who may import
// whom. It has no code of its own.
package house
