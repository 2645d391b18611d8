#include <ucontext.h>

#include <cstdint>

#include "engine/base/check.h"
#include "sim/fiber/machine.h"

namespace lsm::sim {

struct UcontextMachine::Registers {
  ucontext_t value{};
};

UcontextMachine::Context::Context() : registers(std::make_unique<Registers>()) {}
UcontextMachine::Context::~Context() = default;

namespace {

// makecontext passes ints only.
struct Call {
  void (*entry)(void*);
  void* argument;
};

void Begin(unsigned high, unsigned low) {
  const auto* call = reinterpret_cast<const Call*>(static_cast<uintptr_t>(uint64_t{high} << 32 | low));
  call->entry(call->argument);
}

}  // namespace

void UcontextMachine::Prepare(Context* context, void* stack_bottom, size_t stack_bytes,
                              void (*entry)(void*), void* argument) {
  auto* call = static_cast<Call*>(stack_bottom);  // the far end of the stack is not used yet
  *call = {entry, argument};
  ucontext_t* registers = &context->registers->value;
  LSM_CHECK(getcontext(registers) == 0);
  registers->uc_stack.ss_sp = stack_bottom;
  registers->uc_stack.ss_size = stack_bytes;
  registers->uc_link = nullptr;
  const uint64_t address = reinterpret_cast<uintptr_t>(call);
  makecontext(registers, reinterpret_cast<void (*)()>(&Begin), 2,
              static_cast<unsigned>(address >> 32), static_cast<unsigned>(address));
}

void UcontextMachine::Switch(Context* from, Context* to) {
  LSM_CHECK(swapcontext(&from->registers->value, &to->registers->value) == 0);
}

}  // namespace lsm::sim
