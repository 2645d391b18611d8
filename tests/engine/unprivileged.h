// What a user may not do who is not root: the tests themselves may run as root.
#ifndef LSMSCOPE_TESTS_ENGINE_UNPRIVILEGED_H_
#define LSMSCOPE_TESTS_ENGINE_UNPRIVILEGED_H_

#include <gtest/gtest.h>
#include <unistd.h>

namespace lsm::test {

// While it lives the process is nobody's, if it was root's.
class Unprivileged {
 public:
  Unprivileged() : user_(geteuid()) {
    if (user_ == 0) {
      EXPECT_EQ(seteuid(65534), 0);
    }
  }
  Unprivileged(const Unprivileged&) = delete;
  Unprivileged& operator=(const Unprivileged&) = delete;
  ~Unprivileged() { EXPECT_EQ(seteuid(user_), 0); }

 private:
  const uid_t user_;
};

}  // namespace lsm::test

#endif  // LSMSCOPE_TESTS_ENGINE_UNPRIVILEGED_H_
