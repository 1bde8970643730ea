package data

import "testing"

func TestMountOf(t *testing.T) {
	const mounts = `/dev/sda1 / ext4 rw 0 0
ada@far:/home /home/ada/far\040away fuse.sshfs rw 0 0
/dev/sdb1 /home/ada/far fuseblk rw 0 0
short
`
	for dir, want := range map[string]string{
		"/home/ada/far away/kept": "fuse.sshfs", "/home/ada/far away": "fuse.sshfs", "/home/ada/far/kept": "fuseblk",
		"/home/ada/farther": "ext4", "/": "ext4",
	} {
		if got := mountOf(mounts, dir); got != want {
			t.Errorf("mountOf(%s) = %q, want %q", dir, got, want)
		}
	}
}
