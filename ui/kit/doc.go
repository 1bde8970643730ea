// Package kit is the look and the feel of the window: theme, text, layouts,
// widgets, the one door to the background and the helper that saves while
// somebody types. It knows nothing of accounts, promises or plans; it imports
// the toolkit, the assets and the standard library only.
//
// Widgets show and report. Each reports through On… fields, and setting a value
// from code never reports. Every widget that can be clicked can be reached with
// Tab and worked with Enter, Space and the arrows.
//
// A window's content is a Root: pop-up lists, tooltips, toasts and sheets need
// it above them.
package kit
