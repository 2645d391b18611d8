// Checks for what only we can do wrong. They stay on in release builds: an engine that goes on with
// a broken invariant corrupts data, and a trace of it teaches something false.
#ifndef LSMSCOPE_ENGINE_BASE_CHECK_H_
#define LSMSCOPE_ENGINE_BASE_CHECK_H_

namespace lsm {

// Prints "file:line: check failed: expression" to standard error and aborts.
[[noreturn]] void CheckFailed(const char* file, int line, const char* expression);

}  // namespace lsm

#define LSM_CHECK(condition)                              \
  do {                                                    \
    if (!(condition)) [[unlikely]]                        \
      ::lsm::CheckFailed(__FILE__, __LINE__, #condition); \
  } while (false)

#endif  // LSMSCOPE_ENGINE_BASE_CHECK_H_
