// "Being the leader" as something that clang's thread-safety analysis can check. There is no lock
// behind it: the queue makes sure that one writer at a time has the role (the front one, until it
// leaves the queue), and opening and closing a database have it because nobody else is there.
#ifndef LSMSCOPE_ENGINE_WRITE_LEADER_ROLE_H_
#define LSMSCOPE_ENGINE_WRITE_LEADER_ROLE_H_

#include "engine/base/thread_annotations.h"

namespace lsm {

class CAPABILITY("role") LeaderRole {
 public:
  // The caller has become the leader.
  void Take() ACQUIRE() {}
  // The caller leads no longer.
  void Leave() RELEASE() {}
  // Tells the analysis that the caller leads, where it cannot see that (across objects).
  void AssertTaken() const ASSERT_CAPABILITY(this) {}
};

class SCOPED_CAPABILITY LeaderScope {
 public:
  explicit LeaderScope(LeaderRole* role) ACQUIRE(role) : role_(role) { role_->Take(); }
  ~LeaderScope() RELEASE() { role_->Leave(); }
  LeaderScope(const LeaderScope&) = delete;
  LeaderScope& operator=(const LeaderScope&) = delete;

 private:
  LeaderRole* const role_;
};

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_WRITE_LEADER_ROLE_H_
