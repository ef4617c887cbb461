#include "drivers.h"
#include "hal.h"

#include <mutex>
#include <stdlib.h>

static const int CALIBRATION_VERSION = 2;

struct Reading {
    char kind;
    int value;
};

// The last readings, also shown on the service console by its own thread.
static std::mutex readings_mutex;
static Reading readings[4];

void reading_remember(char kind, int value) {
    std::lock_guard<std::mutex> lock(readings_mutex);
    for (Reading &reading : readings) {
        if (reading.kind == 0 || reading.kind == kind) {
            reading = {kind, value};
            return;
        }
    }
}

bool reading_recall(char kind, int *value) {
    readings_mutex.lock();
    if (readings[0].kind == 0) {
        readings_mutex.unlock();
        return false;
    }
    for (int i = 0; i < 4; ++i) {
        if (readings[i].kind == kind) {
            *value = readings[i].value;
            readings_mutex.unlock();
            return true;
        }
    }
    readings_mutex.unlock();
    return false;
}

int calibration_load(int sensor, int *offset) {
    unsigned char page[HAL_FRAME_SIZE];
    int fd = hal_open("calibration");
    if (fd < 0)
        return -1;

    if (hal_command(fd, "select", sensor) < 0) {
        hal_close(fd);
        return -1;
    }
    if (hal_query(fd, "page", page, sizeof page) < 0) {
        hal_close(fd);
        return -1;
    }
    if (page[0] != CALIBRATION_VERSION) {
        hal_log("calibration: version %d is not supported", page[0]);
        return -1;
    }
    if (page[1] == 0) {
        hal_log("calibration: empty page");
        hal_close(fd);
        return -1;
    }
    *offset = page[2];
    hal_close(fd);
    return 0;
}

int soil_measure(int station, int *moisture) {
    int fd = hal_open("soil");
    if (fd < 0)
        return -1;

    unsigned char *buf = (unsigned char *)malloc(HAL_FRAME_SIZE);
    if (!buf) {
        hal_close(fd);
        return -1;
    }
    if (hal_command(fd, "measure", station) < 0) {
        free(buf);
        hal_close(fd);
        return -1;
    }
    if (hal_query(fd, "frame", buf, HAL_FRAME_SIZE) < 0) {
        free(buf);
        hal_close(fd);
        return -1;
    }

    unsigned char sum = 0;
    for (int i = 0; i < HAL_FRAME_SIZE - 1; ++i)
        sum = (unsigned char)(sum + buf[i]);
    if (sum != buf[HAL_FRAME_SIZE - 1]) {
        hal_log("soil: bad checksum %d", sum);
        free(buf);
        hal_close(fd);
        return -1;
    }

    *moisture = buf[1];
    free(buf);
    hal_close(fd);
    return 0;
}

int queryBus(int bus, const char *item) {
    unsigned char frame[HAL_FRAME_SIZE];
    if (hal_query(bus, item, frame, sizeof frame) < 0)
        throw DeviceError(std::string(item) + " sensor does not answer");
    return frame[1];
}

int readTemperature(int bus, int offset) {
    int raw;
    hal_bus_lock(bus);
    hal_led(bus, 1);
    try {
        raw = queryBus(bus, "temperature");
    } catch (...) {
        hal_led(bus, 0);
        hal_bus_unlock(bus);
        throw;
    }
    hal_led(bus, 0);
    hal_bus_unlock(bus);

    int celsius = raw / 2 - offset;
    reading_remember('T', celsius);
    return celsius;
}

// The humidity sensor answers in text: "53%".
static int parseHumidity(const std::string &answer) {
    try {
        return std::stoi(answer);
    } catch (const std::logic_error &) {
        throw DeviceError("humidity sensor answers nonsense");
    }
}

int readHumidity(int bus) {
    unsigned char answer[HAL_FRAME_SIZE];
    int percent;
    hal_bus_lock(bus);
    hal_led(bus, 1);
    try {
        if (hal_query(bus, "humidity", answer, sizeof answer) < 0)
            throw DeviceError("humidity sensor does not answer");
        percent = parseHumidity(std::string(answer, answer + 3));
    } catch (...) {
        hal_led(bus, 0);
        hal_bus_unlock(bus);
        throw;
    }
    hal_led(bus, 0);
    hal_bus_unlock(bus);

    reading_remember('H', percent);
    return percent;
}
