/* A library that is loaded before libc and makes a call on a file below FAULT_PATH fail, as a failing or full disk does.
   SQLite makes its calls through libc; Go's own files do not come by here.

   FAULT_PATH   what the names of the files begin with
   FAULT_CALLS  a file of two numbers, made before, which count the calls that read and those that write
   FAULT_KIND   read or write: which calls fail
   FAULT_AT     the first one that does, from 1; 0: none
   FAULT_LAST   the last one that does; 0: all that follow
   FAULT_ERRNO  how
   FAULT_TORN   1: half of what is to be written is written before */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <unistd.h>

static const char *path;
static long *calls;
static long at, last;
static int how, of_writes, torn;

static long number(const char *name) {
	const char *value = getenv(name);
	return value ? atol(value) : 0;
}

__attribute__((constructor)) static void begin(void) {
	const char *counter = getenv("FAULT_CALLS"), *kind = getenv("FAULT_KIND");
	path = getenv("FAULT_PATH");
	if (!path || !counter || !kind) return;
	int fd = open(counter, O_RDWR);
	if (fd < 0) return;
	calls = mmap(NULL, 2 * sizeof *calls, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	close(fd);
	if (calls == MAP_FAILED) calls = NULL;
	of_writes = !strcmp(kind, "write");
	at = number("FAULT_AT"), last = number("FAULT_LAST"), how = number("FAULT_ERRNO"), torn = number("FAULT_TORN");
}

/* fails tells whether this call is to fail, and counts it. */
static int fails(int fd, int writes) {
	char link[64], name[4096];
	if (!calls) return 0;
	snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
	ssize_t n = readlink(link, name, sizeof name - 1);
	if (n < 0) return 0;
	name[n] = 0;
	if (strncmp(name, path, strlen(path)) || strstr(name, "-shm")) return 0;
	long call = __sync_add_and_fetch(calls + writes, 1);
	if (writes != of_writes || !at || call < at || (last && call > last)) return 0;
	errno = how;
	return 1;
}

#define REAL(name) static __typeof__(&name) real; if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

#define WRITE(all, half) \
	if (!fails(fd, 1)) return all; \
	if (torn && half >= 0) errno = how; \
	return -1

ssize_t read(int fd, void *b, size_t n) { REAL(read); return fails(fd, 0) ? -1 : real(fd, b, n); }
ssize_t pread(int fd, void *b, size_t n, off_t o) { REAL(pread); return fails(fd, 0) ? -1 : real(fd, b, n, o); }
ssize_t pread64(int fd, void *b, size_t n, off64_t o) { REAL(pread64); return fails(fd, 0) ? -1 : real(fd, b, n, o); }
ssize_t write(int fd, const void *b, size_t n) { REAL(write); WRITE(real(fd, b, n), real(fd, b, n / 2)); }
ssize_t pwrite(int fd, const void *b, size_t n, off_t o) { REAL(pwrite); WRITE(real(fd, b, n, o), real(fd, b, n / 2, o)); }
ssize_t pwrite64(int fd, const void *b, size_t n, off64_t o) { REAL(pwrite64); WRITE(real(fd, b, n, o), real(fd, b, n / 2, o)); }
int ftruncate(int fd, off_t n) { REAL(ftruncate); return fails(fd, 1) ? -1 : real(fd, n); }
int ftruncate64(int fd, off64_t n) { REAL(ftruncate64); return fails(fd, 1) ? -1 : real(fd, n); }
int fsync(int fd) { REAL(fsync); return fails(fd, 1) ? -1 : real(fd); }
int fdatasync(int fd) { REAL(fdatasync); return fails(fd, 1) ? -1 : real(fd); }
