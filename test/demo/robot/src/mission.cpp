#include "mission.h"
#include "hal.h"

static const int kBaseChannel = 7;
static const int kStations = 3;
static const int kReserve = 20; // percent of the battery
static const int kTemperatureSensor = 1;

static int openDevice(const char *device) {
    int handle = hal_open(device);
    if (handle < 0)
        throw DeviceError(std::string(device) + " does not answer");
    return handle;
}

static std::string toText(const Sample &sample) {
    return sample.kind + std::to_string(sample.station) + "=" + std::to_string(sample.value) + " ";
}

// Listener of the sample store: each sample also goes to the flash memory.
static void mirrorToFlash(void *user, const Sample &sample) {
    int flash = *static_cast<int *>(user);
    if (hal_command(flash, "store", sample.value) < 0)
        throw DeviceError("flash memory is full");
}

// The report on its way to base; discarded at the end unless released.
class SpoolFile {
public:
    SpoolFile() : handle_(openDevice("spool")) {}
    ~SpoolFile() {
        if (!released_)
            hal_command(handle_, "discard", 0);
        hal_close(handle_);
    }
    SpoolFile(const SpoolFile &) = delete;

    void append(const std::string &text) {
        if (hal_write(handle_, text.data(), text.size()) < 0)
            throw DeviceError("report cannot be spooled");
        text_ += text;
    }
    const std::string &text() const { return text_; }
    void release() { released_ = true; }

private:
    int handle_;
    std::string text_;
    bool released_ = false;
};

Mission::Mission() : flash_(openDevice("flash")) { store_.setListener(mirrorToFlash, &flash_); }

Mission::~Mission() { hal_close(flash_); }

void Mission::run(int months) {
    for (int month = 1; month <= months; ++month) {
        hal_set_month(month);
        try {
            runMonth(month);
        } catch (const std::exception &e) {
            hal_log("robot: month %d failed: %s", month, e.what());
            throw;
        }
    }
}

void Mission::runMonth(int month) {
    try {
        powerUp();
        bool complete = survey(month);
        transmitReport();
        if (!complete)
            callForRepair();
    } catch (...) {
        transmitWhatWeHave();
        callForRepair();
        park();
        powerDown();
        throw;
    }
    park();
    powerDown();
}

void Mission::powerUp() {
    bus_ = openDevice("bus");
    try {
        motor_ = openDevice("motor");
    } catch (const DeviceError &) {
        hal_close(bus_);
        bus_ = -1;
        throw;
    }
    hal_log("robot: power up");
}

void Mission::park() noexcept {
    hal_log("robot: park");
    if (motor_ >= 0)
        hal_command(motor_, "park", 0);
}

void Mission::powerDown() noexcept {
    hal_log("robot: power down");
    if (motor_ >= 0)
        hal_close(motor_);
    motor_ = -1;
    if (bus_ >= 0)
        hal_close(bus_);
    bus_ = -1;
}

bool Mission::survey(int month) {
    if (calibration_load(kTemperatureSensor, &temperatureOffset_) < 0)
        throw DeviceError("temperature sensor is not calibrated");

    Route *route = planRoute(month);
    bool complete;
    try {
        complete = followRoute(*route) == route->stations.size();
    } catch (...) {
        delete route;
        throw;
    }
    delete route;
    return complete;
}

// Every other month the robot goes round the other way. The caller deletes the route.
Route *Mission::planRoute(int month) {
    Route *route = new Route;
    try {
        for (int i = 1; i <= kStations; ++i) {
            int station = month % 2 ? i : kStations + 1 - i;
            if (hal_command(flash_, "tile", station) < 0)
                throw DeviceError("no map of the next station");
            route->stations.push_back(station);
        }
    } catch (...) {
        delete route;
        throw;
    }
    return route;
}

size_t Mission::followRoute(const Route &route) {
    size_t visited = 0;
    driving_ = true;
    try {
        for (int station : route.stations) {
            if (batteryLevel() < kReserve) {
                hal_log("robot: battery low, going home after %zu stations", visited);
                hal_command(motor_, "brake", 0);
                driving_ = false;
                return visited;
            }
            if (hal_command(motor_, "drive", station) < 0)
                throw DeviceError("motor is stuck");
            sampleStation(station);
            ++visited;
        }
    } catch (...) {
        hal_command(motor_, "brake", 0);
        driving_ = false;
        throw;
    }
    hal_command(motor_, "brake", 0);
    driving_ = false;
    return visited;
}

void Mission::sampleStation(int station) {
    store_.add({station, 'T', readTemperature(bus_, temperatureOffset_)});
    store_.add({station, 'H', readHumidity(bus_)});

    int moisture;
    if (soil_measure(station, &moisture) < 0)
        throw DeviceError("soil probe gives no reading");
    store_.add({station, 'M', moisture});
}

int Mission::batteryLevel() {
    int percent;
    hal_bus_lock(bus_);
    hal_led(bus_, 1);
    try {
        percent = queryBus(bus_, "battery");
    } catch (...) {
        hal_led(bus_, 0);
        hal_bus_unlock(bus_);
        throw;
    }
    hal_led(bus_, 0);
    hal_bus_unlock(bus_);
    return percent;
}

void Mission::transmitReport() {
    SpoolFile spool;
    store_.visit([&spool](const Sample &sample) { spool.append(toText(sample)); });
    try {
        Radio radio(kBaseChannel);
        radio.send(spool.text());
    } catch (const RadioError &) {
        spool.release(); // stays on board for the technician
        throw;
    }
    store_.clear();
}

bool Mission::transmitWhatWeHave() noexcept {
    bool sent = true;
    try {
        std::string report = "partial: ";
        store_.visit([&report](const Sample &sample) { report += toText(sample); });
        Radio radio(kBaseChannel);
        radio.send(report);
        store_.clear();
    } catch (const RadioError &e) {
        hal_log("robot: %zu samples stay on board: %s", store_.size(), e.what());
        sent = false;
    } catch (...) {
        sent = false;
    }
    return sent;
}

void Mission::callForRepair() noexcept {
    int celsius;
    if (reading_recall('T', &celsius))
        hal_log("robot: call for repair (last temperature %d)", celsius);
    else
        hal_log("robot: call for repair");
}
