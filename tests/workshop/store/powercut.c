/* Loaded before a process's libraries, this logs in one order what the process does to the files of a database and what
 * it acknowledges. POWERCUT_DATABASE is the file's path, POWERCUT_LOG where the log goes.
 *
 * A record is {operation, file, offset, length}, and for a write its bytes. One lock is held over each operation and its
 * record: what is logged before a sync was written before it, and what is acknowledged after a sync is logged after it.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { NONE, DATABASE, WAL, JOURNAL, FOLDER };
enum { FILES = 65536 };

struct record {
    uint8_t operation, file;
    uint16_t unused;
    uint32_t length;
    uint64_t offset;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static unsigned char files[FILES];
static int output = -1;
static ssize_t (*real_write)(int, const void *, size_t);

static unsigned char file_at(const char *path) {
    const char *database = getenv("POWERCUT_DATABASE");
    size_t length = database ? strlen(database) : 0;
    char folder[PATH_MAX];
    if (!length || length >= sizeof folder)
        return NONE;
    strcpy(folder, database);
    *strrchr(folder, '/') = 0;
    if (!strcmp(path, folder))
        return FOLDER;
    if (strncmp(path, database, length))
        return NONE;
    path += length;
    return !*path ? DATABASE : !strcmp(path, "-wal") ? WAL : !strcmp(path, "-journal") ? JOURNAL : NONE;
}

static unsigned char file_of(int handle) { return handle >= 0 && handle < FILES ? files[handle] : NONE; }

static void put(const void *bytes, size_t length) {
    const char *at = bytes;
    while (length) {
        ssize_t done = real_write(output, at, length);
        if (done < 0)
            abort();
        at += done;
        length -= done;
    }
}

static void note(char operation, unsigned char file, uint64_t offset, const void *bytes, uint32_t length) {
    struct record record = {operation, file, 0, length, offset};
    if (output < 0) {
        real_write = dlsym(RTLD_NEXT, "write");
        int (*open_it)(const char *, int, ...) = dlsym(RTLD_NEXT, "open");
        output = open_it(getenv("POWERCUT_LOG"), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    }
    put(&record, sizeof record);
    if (bytes)
        put(bytes, length);
}

void powercut_acknowledge(uint64_t number) {
    pthread_mutex_lock(&lock);
    note('a', NONE, number, NULL, 0);
    pthread_mutex_unlock(&lock);
}

#define OPEN(NAME)                                                                          \
    int NAME(const char *path, int flags, ...) {                                            \
        int (*real)(const char *, int, ...) = dlsym(RTLD_NEXT, #NAME);                      \
        va_list rest;                                                                       \
        va_start(rest, flags);                                                              \
        int mode = va_arg(rest, int);                                                       \
        va_end(rest);                                                                       \
        unsigned char file = file_at(path);                                                 \
        if (!file)                                                                          \
            return real(path, flags, mode);                                                 \
        pthread_mutex_lock(&lock);                                                          \
        struct stat before;                                                                 \
        int is_new = stat(path, &before) != 0;                                              \
        int handle = real(path, flags, mode);                                               \
        if (handle >= 0 && handle < FILES)                                                  \
            files[handle] = file;                                                           \
        if (handle >= 0 && is_new)                                                          \
            note('c', file, 0, NULL, 0);                                                    \
        pthread_mutex_unlock(&lock);                                                        \
        return handle;                                                                      \
    }
OPEN(open)
OPEN(open64)

int close(int handle) {
    int (*real)(int) = dlsym(RTLD_NEXT, "close");
    if (file_of(handle))
        files[handle] = NONE;
    return real(handle);
}

#define PWRITE(NAME)                                                                        \
    ssize_t NAME(int handle, const void *bytes, size_t length, off_t offset) {              \
        ssize_t (*real)(int, const void *, size_t, off_t) = dlsym(RTLD_NEXT, #NAME);        \
        unsigned char file = file_of(handle);                                               \
        if (!file)                                                                          \
            return real(handle, bytes, length, offset);                                     \
        pthread_mutex_lock(&lock);                                                          \
        ssize_t done = real(handle, bytes, length, offset);                                 \
        if (done > 0)                                                                       \
            note('w', file, offset, bytes, done);                                           \
        pthread_mutex_unlock(&lock);                                                        \
        return done;                                                                        \
    }
PWRITE(pwrite)
PWRITE(pwrite64)

ssize_t write(int handle, const void *bytes, size_t length) {
    ssize_t (*real)(int, const void *, size_t) = dlsym(RTLD_NEXT, "write");
    unsigned char file = file_of(handle);
    if (!file)
        return real(handle, bytes, length);
    pthread_mutex_lock(&lock);
    off_t offset = lseek(handle, 0, SEEK_CUR);
    ssize_t done = real(handle, bytes, length);
    if (done > 0)
        note('w', file, offset, bytes, done);
    pthread_mutex_unlock(&lock);
    return done;
}

#define DONE_TO_FILE(NAME, OPERATION, PARAMETERS, ARGUMENTS, OFFSET)                        \
    int NAME PARAMETERS {                                                                   \
        int (*real) PARAMETERS = dlsym(RTLD_NEXT, #NAME);                                   \
        unsigned char file = file_of(handle);                                               \
        if (!file)                                                                          \
            return real ARGUMENTS;                                                          \
        pthread_mutex_lock(&lock);                                                          \
        int failed = real ARGUMENTS;                                                        \
        if (!failed)                                                                        \
            note(OPERATION, file, OFFSET, NULL, 0);                                         \
        pthread_mutex_unlock(&lock);                                                        \
        return failed;                                                                      \
    }
DONE_TO_FILE(fsync, 's', (int handle), (handle), 0)
DONE_TO_FILE(fdatasync, 's', (int handle), (handle), 0)
DONE_TO_FILE(ftruncate, 't', (int handle, off_t size), (handle, size), size)
DONE_TO_FILE(ftruncate64, 't', (int handle, off_t size), (handle, size), size)

int unlink(const char *path) {
    int (*real)(const char *) = dlsym(RTLD_NEXT, "unlink");
    unsigned char file = file_at(path);
    if (!file)
        return real(path);
    pthread_mutex_lock(&lock);
    int failed = real(path);
    if (!failed)
        note('u', file, 0, NULL, 0);
    pthread_mutex_unlock(&lock);
    return failed;
}
