/* Board support of the field robot. This version simulates the hardware: it prints every event. */
#ifndef ROBOT_HAL_H
#define ROBOT_HAL_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#define HAL_NOTHROW noexcept
#else
#define HAL_NOTHROW
#endif

#define HAL_FRAME_SIZE 8

/* Handles are positive; -1 is an error, here and in all functions that return int. */
int hal_open(const char *device) HAL_NOTHROW;
void hal_close(int handle) HAL_NOTHROW;
int hal_command(int handle, const char *verb, int argument) HAL_NOTHROW;
int hal_query(int handle, const char *item, unsigned char *frame, size_t size) HAL_NOTHROW;
int hal_write(int handle, const void *data, size_t size) HAL_NOTHROW;
void hal_bus_lock(int bus) HAL_NOTHROW;
void hal_bus_unlock(int bus) HAL_NOTHROW;
void hal_led(int bus, int on) HAL_NOTHROW;

void hal_log(const char *format, ...) HAL_NOTHROW __attribute__((format(printf, 1, 2)));

/* Simulation only. */
int hal_inject_fault(const char *step) HAL_NOTHROW;
void hal_list_faults(void) HAL_NOTHROW;
void hal_set_month(int month) HAL_NOTHROW;
int hal_handles_in_use(void) HAL_NOTHROW;

#ifdef __cplusplus
}
#endif
#endif
