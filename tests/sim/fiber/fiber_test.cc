#include "sim/fiber/fiber.h"

#include <gtest/gtest.h>

#include <cfenv>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace lsm::sim {
namespace {

// A few fibers that pass control around by hand, and the thread they come from.
template <class Machine>
class FiberTest : public testing::Test {
 protected:
  using TestFiber = BasicFiber<Machine>;

  struct Body {
    std::function<void()> run;
    TestFiber* home;
    std::unique_ptr<TestFiber> fiber;
  };

  TestFiber* Add(std::function<void()> run) {
    bodies_.push_back(std::make_unique<Body>(Body{std::move(run), &home_, nullptr}));
    Body* body = bodies_.back().get();
    body->fiber = std::make_unique<TestFiber>(&pool_, &FiberTest::Enter, body);
    return body->fiber.get();
  }

  static void Enter(void* argument) {
    auto* body = static_cast<Body*>(argument);
    body->run();
    TestFiber::Switch(body->fiber.get(), body->home, /*last=*/true);
  }

  StackPool pool_{256 << 10};
  TestFiber home_;
  std::vector<std::unique_ptr<Body>> bodies_;
};

#if defined(LSMSCOPE_FIBER_ASSEMBLY)
using Machines = testing::Types<AssemblyMachine, UcontextMachine>;
#else
using Machines = testing::Types<UcontextMachine>;
#endif
TYPED_TEST_SUITE(FiberTest, Machines);

TYPED_TEST(FiberTest, TakesTurnsAndKeepsLocalVariables) {
  using F = BasicFiber<TypeParam>;
  std::string log;
  F* a = nullptr;
  F* b = nullptr;
  a = this->Add([&] {
    for (int i = 0; i < 3; i++) {
      log += "a" + std::to_string(i) + " ";
      F::Switch(a, b);
    }
    log += "a done ";
  });
  b = this->Add([&] {
    for (int i = 10; i < 13; i++) {
      log += "b" + std::to_string(i) + " ";
      F::Switch(b, a);
    }
  });
  F::Switch(&this->home_, a);
  EXPECT_EQ(log, "a0 b10 a1 b11 a2 b12 a done ");
}

TYPED_TEST(FiberTest, RethrowsItsOwnExceptionAfterASwitchInsideACatch) {
  using F = BasicFiber<TypeParam>;
  std::string caught;
  F* a = nullptr;
  F* b = nullptr;
  const auto body = [&caught](F** self, F** other, const char* text) {
    try {
      try {
        throw std::runtime_error(text);
      } catch (...) {
        F::Switch(*self, *other);
        throw;
      }
    } catch (const std::exception& error) {
      caught += error.what();
    }
  };
  a = this->Add([&] { body(&a, &b, "[from a]"); });
  b = this->Add([&] { body(&b, &a, "[from b]"); });
  F::Switch(&this->home_, a);  // a throws, b throws, a rethrows and ends
  F::Switch(&this->home_, b);
  EXPECT_EQ(caught, "[from a][from b]");
}

TYPED_TEST(FiberTest, KeepsErrnoAndThreadContext) {
  using F = BasicFiber<TypeParam>;
  int seen_errno = 0;
  uint32_t seen_thread = 0;
  F* a = this->Add([&] {
    seen_thread = t_context.native_thread;
    errno = 7;
    F::Switch(this->bodies_[0]->fiber.get(), &this->home_);
    seen_errno = errno;
  });
  a->context().native_thread = 41;
  const uint32_t own = t_context.native_thread;
  errno = 3;
  F::Switch(&this->home_, a);
  EXPECT_EQ(errno, 3);
  EXPECT_EQ(t_context.native_thread, own);
  F::Switch(&this->home_, a);
  EXPECT_EQ(seen_errno, 7);
  EXPECT_EQ(seen_thread, 41u);
}

TYPED_TEST(FiberTest, MayBeDestroyedWhileSuspended) {
  using F = BasicFiber<TypeParam>;
  F* a = this->Add([&] {
    char filled[1000];
    std::fill(std::begin(filled), std::end(filled), 'x');
    F::Switch(this->bodies_[0]->fiber.get(), &this->home_);
    ADD_FAILURE() << "gone on after its end: " << filled[0];
  });
  F::Switch(&this->home_, a);
  this->bodies_.clear();
  // The stack is used again, and is clean for its next user.
  bool ran = false;
  F* b = this->Add([&] {
    volatile char deep[4000] = {};
    ran = deep[3999] == 0;
  });
  F::Switch(&this->home_, b);
  EXPECT_TRUE(ran);
}

TEST(StackPoolTest, HandsOutTheSameStackAgain) {
  StackPool pool;
  const FiberStack first = pool.Take();
  pool.GiveBack(first);
  const FiberStack second = pool.Take();
  EXPECT_EQ(first.bottom, second.bottom);
  EXPECT_EQ(second.bytes, StackPool::kDefaultStackBytes);
  pool.GiveBack(second);
}

#if !defined(LSMSCOPE_FIBER_ASAN) && !defined(LSMSCOPE_FIBER_TSAN)
TEST(StackPoolDeathTest, AnOverflowHitsTheGuardPage) {
  StackPool pool(64 << 10);
  const FiberStack stack = pool.Take();
  EXPECT_DEATH(static_cast<volatile char*>(stack.bottom)[-1] = 1, "");
  pool.GiveBack(stack);
}
#endif

}  // namespace
}  // namespace lsm::sim
