#include "hal.h"
#include "mission.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int usage(const char *program) {
    fprintf(stderr, "usage: %s [--months=N] [--fail=STEP] [--list-steps]\n", program);
    return 2;
}

int main(int argc, char **argv) {
    int months = 3;
    for (int i = 1; i < argc; ++i) {
        if (strncmp(argv[i], "--months=", 9) == 0 && atoi(argv[i] + 9) > 0) {
            months = atoi(argv[i] + 9);
        } else if (strcmp(argv[i], "--list-steps") == 0) {
            hal_list_faults();
            return 0;
        } else if (strncmp(argv[i], "--fail=", 7) != 0 || hal_inject_fault(argv[i] + 7) < 0) {
            return usage(argv[0]);
        }
    }

    int status = 0;
    try {
        Mission mission;
        mission.run(months);
    } catch (const std::exception &e) {
        hal_log("robot: out of service: %s", e.what());
        status = 1;
    }
    hal_log("robot: end, %d handles in use", hal_handles_in_use());
    return status;
}
