/* Stands before the C library where the kernel grants no network namespace: ends a program that asks for the network. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

int socket(int domain, int type, int protocol) {
  static const char words[] = "the program asked for the network\n";
  if (domain == AF_INET || domain == AF_INET6) {
    (void)!write(STDERR_FILENO, words, sizeof words - 1);
    abort();
  }
  int (*next)(int, int, int) = (int (*)(int, int, int))dlsym(RTLD_NEXT, "socket");
  return next(domain, type, protocol);
}
