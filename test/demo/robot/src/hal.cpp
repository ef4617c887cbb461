#include "hal.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct Fault {
    const char *step, *device, *what;
    bool garbles; // the answer comes, but is wrong
};

static const Fault faults[] = {
    {"bus", "bus", "open", false},
    {"controller", "motor", "open", false},
    {"select", "calibration", "select", false},
    {"page", "calibration", "page", false},
    {"calibration", "calibration", "page", true},
    {"map", "flash", "tile", false},
    {"battery", "bus", "battery", true},
    {"gauge", "bus", "battery", false},
    {"motor", "motor", "drive", false},
    {"sensor", "bus", "temperature", false},
    {"humidity", "bus", "humidity", true},
    {"probe", "soil", "open", false},
    {"soil", "soil", "measure", false},
    {"answer", "soil", "frame", false},
    {"frame", "soil", "frame", true},
    {"storage", "flash", "store", false},
    {"spool", "spool", "write", false},
    {"antenna", "radio", "open", false},
    {"radio", "radio", "handshake", false},
    {"uplink", "radio", "write", false},
    {"base", "radio", "confirm", false},
};

static const int faultyMonth = 2;
static const Fault *injected = nullptr;
static int currentMonth = 0;
static bool busLocked = false;
static const char *devices[16];

static bool hits(const char *device, const char *what, bool garbles = false) {
    return injected && currentMonth == faultyMonth && injected->garbles == garbles &&
           strcmp(injected->device, device) == 0 && strcmp(injected->what, what) == 0;
}

int hal_open(const char *device) noexcept {
    if (hits(device, "open")) {
        hal_log("%s: open FAILED", device);
        return -1;
    }
    for (int handle = 1; handle < 16; ++handle) {
        if (!devices[handle]) {
            devices[handle] = device;
            hal_log("%s: open", device);
            return handle;
        }
    }
    hal_log("%s: out of handles", device);
    return -1;
}

void hal_close(int handle) noexcept {
    hal_log("%s: close", devices[handle]);
    devices[handle] = nullptr;
}

int hal_command(int handle, const char *verb, int argument) noexcept {
    bool failed = hits(devices[handle], verb);
    hal_log("%s: %s %d%s", devices[handle], verb, argument, failed ? " FAILED" : "");
    return failed ? -1 : 0;
}

int hal_query(int handle, const char *item, unsigned char *frame, size_t size) noexcept {
    if (hits(devices[handle], item)) {
        hal_log("%s: read %s FAILED", devices[handle], item);
        return -1;
    }
    hal_log("%s: read %s", devices[handle], item);
    memset(frame, 0, size);
    if (hits(devices[handle], item, true)) {
        memset(frame, 1, size - 1);
        return 0;
    }
    frame[0] = 2;
    frame[1] = (unsigned char)(40 + 3 * currentMonth + (int)strlen(item));
    frame[2] = 6;
    if (strcmp(item, "humidity") == 0)
        snprintf((char *)frame, size, "%d%%", 50 + currentMonth);
    for (size_t i = 0; i + 1 < size; ++i)
        frame[size - 1] = (unsigned char)(frame[size - 1] + frame[i]);
    return 0;
}

int hal_write(int handle, const void *data, size_t size) noexcept {
    bool failed = hits(devices[handle], "write");
    hal_log("%s: write \"%.*s\"%s", devices[handle], (int)size, (const char *)data,
            failed ? " FAILED" : "");
    return failed ? -1 : 0;
}

void hal_bus_lock(int bus) noexcept {
    hal_log("%s: lock%s", devices[bus], busLocked ? " (already locked)" : "");
    busLocked = true;
}

void hal_bus_unlock(int bus) noexcept {
    hal_log("%s: unlock%s", devices[bus], busLocked ? "" : " (not locked)");
    busLocked = false;
}

void hal_led(int bus, int on) noexcept { hal_log("%s: led %s", devices[bus], on ? "on" : "off"); }

void hal_log(const char *format, ...) noexcept {
    va_list arguments;
    va_start(arguments, format);
    printf("%d | ", currentMonth);
    vprintf(format, arguments);
    putchar('\n');
    va_end(arguments);
}

int hal_inject_fault(const char *step) noexcept {
    injected = nullptr;
    if (strcmp(step, "none") == 0)
        return 0;
    for (const Fault &fault : faults) {
        if (strcmp(fault.step, step) == 0)
            injected = &fault;
    }
    return injected ? 0 : -1;
}

void hal_list_faults(void) noexcept {
    puts("none");
    for (const Fault &fault : faults)
        puts(fault.step);
}

void hal_set_month(int month) noexcept { currentMonth = month; }

int hal_handles_in_use(void) noexcept {
    int count = 0;
    for (const char *device : devices)
        count += device != nullptr;
    return count;
}
