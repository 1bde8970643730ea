package main

import "golang.org/x/sys/windows"

// noOpenGL says why the window cannot be drawn, and what there is to do.
func noOpenGL(string) string {
	return "the graphics driver of this computer has no OpenGL 2.1, which the window needs, and it could not be drawn in software either; unpack the whole archive with its folder software-opengl, and start kept.exe again"
}

// tell shows why the window is not there: a program without a console says
// nothing by writing.
func tell(sentence string) {
	text, err := windows.UTF16PtrFromString(sentence)
	if err != nil {
		return
	}
	title := windows.StringToUTF16Ptr("Kept")
	_, _ = windows.MessageBox(0, text, title, windows.MB_OK|windows.MB_ICONERROR) // there is nobody else to tell
}
