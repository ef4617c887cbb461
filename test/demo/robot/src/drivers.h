#ifndef ROBOT_DRIVERS_H
#define ROBOT_DRIVERS_H

#include <stdexcept>
#include <string>

struct DeviceError : std::runtime_error {
    using std::runtime_error::runtime_error;
};
struct RadioError : DeviceError {
    using DeviceError::DeviceError;
};
struct LinkError : RadioError {
    using RadioError::RadioError;
};

struct Sample {
    int station;
    char kind; // Temperature, Humidity, Moisture
    int value;
};

// sensors.cpp: drivers with the manufacturer's C interface return 0, or -1 on error.
int calibration_load(int sensor, int *offset);
int soil_measure(int station, int *moisture);
void reading_remember(char kind, int value);
bool reading_recall(char kind, int *value);

int queryBus(int bus, const char *item);
int readTemperature(int bus, int offset);
int readHumidity(int bus);

// radio.cpp
class Radio {
public:
    explicit Radio(int channel);
    ~Radio();
    Radio(const Radio &) = delete;

    void send(const std::string &report);

private:
    void sendFrames(const std::string &report);

    int port_;
    char *frame_ = nullptr;
    bool linkUp_ = false;
};

#endif
