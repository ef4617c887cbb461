#include "drivers.h"
#include "hal.h"

#include <algorithm>
#include <string.h>

static const size_t kFrameBytes = 48;
static const int kMaxAttempts = 3;

static void require(int result, const char *message) {
    if (result < 0)
        throw RadioError(message);
}

Radio::Radio(int channel) : port_(hal_open("radio")) {
    require(port_, "radio does not answer");
    try {
        frame_ = new char[kFrameBytes];
        require(hal_command(port_, "tune", channel), "radio does not tune");
        require(hal_command(port_, "handshake", 0), "base does not answer");
    } catch (...) {
        delete[] frame_;
        hal_close(port_);
        throw;
    }
}

Radio::~Radio() {
    if (linkUp_)
        hal_command(port_, "carrier", 0);
    delete[] frame_;
    hal_close(port_);
}

void Radio::send(const std::string &report) {
    for (int attempt = 1;; ++attempt) {
        try {
            sendFrames(report);
            return;
        } catch (const LinkError &e) {
            if (attempt == kMaxAttempts)
                throw;
            hal_log("radio: %s in attempt %d, trying again", e.what(), attempt);
        }
    }
}

// The carrier stays up after a report, so that the next one needs no new link.
void Radio::sendFrames(const std::string &report) {
    if (!linkUp_) {
        require(hal_command(port_, "carrier", 1), "no carrier");
        linkUp_ = true;
    }
    try {
        for (size_t sent = 0; sent < report.size(); sent += kFrameBytes) {
            size_t bytes = std::min(kFrameBytes, report.size() - sent);
            memcpy(frame_, report.data() + sent, bytes);
            if (hal_write(port_, frame_, bytes) < 0)
                throw LinkError("frame lost");
        }
        require(hal_command(port_, "confirm", (int)report.size()), "no confirmation");
    } catch (const LinkError &) {
        hal_command(port_, "carrier", 0);
        linkUp_ = false;
        throw;
    } catch (...) {
        hal_command(port_, "carrier", 0);
        linkUp_ = false;
        throw RadioError("base did not take the report");
    }
}
