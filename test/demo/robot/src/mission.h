#ifndef ROBOT_MISSION_H
#define ROBOT_MISSION_H

#include "drivers.h"
#include "sample_store.h"

#include <vector>

struct Route {
    std::vector<int> stations;
};

// One round a month: visit the stations, gather samples, transmit them to base.
class Mission {
public:
    Mission();
    ~Mission();
    Mission(const Mission &) = delete;

    void run(int months);

private:
    void runMonth(int month);
    void powerUp();
    void park() noexcept;
    void powerDown() noexcept;

    bool survey(int month);
    Route *planRoute(int month);
    size_t followRoute(const Route &route);
    void sampleStation(int station);
    int batteryLevel();

    void transmitReport();
    bool transmitWhatWeHave() noexcept;
    void callForRepair() noexcept;

    SampleStore<Sample> store_;
    int flash_;
    int bus_ = -1, motor_ = -1;
    int temperatureOffset_ = 0;
    bool driving_ = false;
};

#endif
