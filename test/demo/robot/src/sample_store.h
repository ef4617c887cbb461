#ifndef ROBOT_SAMPLE_STORE_H
#define ROBOT_SAMPLE_STORE_H

#include <stddef.h>
#include <stdexcept>
#include <vector>

// Keeps the samples until base has them. A listener sees each sample as it comes in and may refuse
// it by throwing.
template <typename T> class SampleStore {
public:
    typedef void (*Listener)(void *user, const T &sample);

    void setListener(Listener listener, void *user) {
        listener_ = listener;
        user_ = user;
    }

    void add(const T &sample) {
        if (visiting_)
            throw std::logic_error("sample store changed during a visit");
        samples_.push_back(sample);
        try {
            if (listener_)
                listener_(user_, sample);
        } catch (...) {
            samples_.pop_back();
            throw;
        }
    }

    template <typename Visitor> void visit(Visitor visitor) {
        visiting_ = true;
        try {
            for (const T &sample : samples_)
                visitor(sample);
        } catch (...) {
            visiting_ = false;
            throw;
        }
        visiting_ = false;
    }

    void clear() {
        if (visiting_)
            throw std::logic_error("sample store changed during a visit");
        samples_.clear();
    }

    size_t size() const { return samples_.size(); }

private:
    std::vector<T> samples_;
    Listener listener_ = nullptr;
    void *user_ = nullptr;
    bool visiting_ = false;
};

#endif
