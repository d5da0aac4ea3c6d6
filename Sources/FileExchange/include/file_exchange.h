#ifndef FILE_EXCHANGE_H
#define FILE_EXCHANGE_H

/*  Lets two files or directories change places in one step, which Linux offers and Swift's overlay
 *  of the C library does not.
 *
 *  Returns 0, or -1 with errno: EINVAL or ENOSYS where the file system cannot do that.
 */
int file_exchange(const char *first, const char *second);

#endif /* FILE_EXCHANGE_H */
