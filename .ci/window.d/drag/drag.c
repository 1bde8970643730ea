/* drag X Y ADDRESS… shows a small window at a place of the screen, from which the
   mouse drags files as from a file manager: by the X protocol for it (XDND 5),
   as a list of addresses. It says "ready" once it can be dragged from, and ends
   with 0 when the files were taken, with 1 when they were not. */
#include <X11/Xlib.h>
#include <X11/Xatom.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static Display *d;
static Window self;

static Atom atom(const char *name) { return XInternAtom(d, name, False); }

static void tell(Window to, const char *what, long b, long c, long e, long f) {
  XEvent m = {ClientMessage};
  m.xclient.window = to;
  m.xclient.message_type = atom(what);
  m.xclient.format = 32;
  m.xclient.data.l[0] = self;
  m.xclient.data.l[1] = b;
  m.xclient.data.l[2] = c;
  m.xclient.data.l[3] = e;
  m.xclient.data.l[4] = f;
  XSendEvent(d, to, False, NoEventMask, &m);
}

/* under is the window below the pointer that takes what is dropped, or None. */
static Window under(void) {
  Window at = DefaultRootWindow(d), root, child;
  int rx, ry, x, y;
  unsigned mask;
  while (XQueryPointer(d, at, &root, &child, &rx, &ry, &x, &y, &mask) && child != None) {
    Atom type;
    int format;
    unsigned long n, left;
    unsigned char *value = NULL;
    at = child;
    XGetWindowProperty(d, at, atom("XdndAware"), 0, 1, False, AnyPropertyType, &type, &format, &n, &left, &value);
    if (value) XFree(value);
    if (type != None) return at;
  }
  return None;
}

int main(int argc, char **argv) {
  static char list[1 << 14];
  if (argc < 4 || !(d = XOpenDisplay(NULL))) return 2;
  for (int i = 3; i < argc; i++) {
    if (strlen(list) + strlen(argv[i]) + 3 > sizeof list) return 2;
    strcat(strcat(list, argv[i]), "\r\n");
  }
  alarm(60); /* whoever waits for it has given up by then */
  XSetWindowAttributes a = {.override_redirect = True, .background_pixel = 0x0d6e66, .event_mask = ButtonPressMask | ButtonReleaseMask | ButtonMotionMask | ExposureMask};
  self = XCreateWindow(d, DefaultRootWindow(d), atoi(argv[1]), atoi(argv[2]), 24, 24, 0, CopyFromParent, InputOutput, CopyFromParent, CWOverrideRedirect | CWBackPixel | CWEventMask, &a);
  XMapRaised(d, self);
  Window over = None;
  int takes = 0;
  for (;;) {
    XEvent e;
    XNextEvent(d, &e);
    switch (e.type) {
    case Expose:
      puts("ready");
      fflush(stdout);
      break;
    case ButtonPress:
      XSetSelectionOwner(d, atom("XdndSelection"), self, e.xbutton.time);
      break;
    case MotionNotify: {
      Window now = under();
      if (now != over) {
        if (over != None) tell(over, "XdndLeave", 0, 0, 0, 0);
        if (now != None) tell(now, "XdndEnter", 5L << 24, atom("text/uri-list"), None, None);
        over = now;
        takes = 0;
      }
      if (over != None) tell(over, "XdndPosition", 0, (long)e.xmotion.x_root << 16 | e.xmotion.y_root, e.xmotion.time, atom("XdndActionCopy"));
      break;
    }
    case ButtonRelease:
      if (over == None || !takes) return 1;
      tell(over, "XdndDrop", 0, e.xbutton.time, 0, 0);
      XUnmapWindow(d, self);
      break;
    case SelectionRequest: {
      XSelectionRequestEvent *q = &e.xselectionrequest;
      XEvent r = {SelectionNotify};
      r.xselection.requestor = q->requestor;
      r.xselection.selection = q->selection;
      r.xselection.target = q->target;
      r.xselection.time = q->time;
      if (q->target == atom("text/uri-list")) {
        XChangeProperty(d, q->requestor, q->property, q->target, 8, PropModeReplace, (unsigned char *)list, strlen(list));
        r.xselection.property = q->property;
      }
      XSendEvent(d, q->requestor, False, NoEventMask, &r);
      break;
    }
    case ClientMessage:
      if (e.xclient.message_type == atom("XdndStatus")) takes = e.xclient.data.l[1] & 1;
      if (e.xclient.message_type == atom("XdndFinished")) return e.xclient.data.l[1] ? 0 : 1; /* the toolkit answers with a length */
      break;
    }
  }
}
