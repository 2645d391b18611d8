// AAPCS64: x19-x30 and d8-d15 belong to the caller, the floating-point control register to
// everybody. They stand below the stack pointer of a suspended fiber in this order, x30 (where to
// go on) at 88.
#if defined(__aarch64__) && !defined(__ILP32__)

#include <cstdint>
#include <cstring>

#include "sim/fiber/machine.h"

extern "C" void lsmscope_switch_stack(void** from, void* to);
extern "C" void lsmscope_fiber_begin();

asm(R"(
.text
.p2align 4
.globl lsmscope_switch_stack
.hidden lsmscope_switch_stack
.type lsmscope_switch_stack,%function
lsmscope_switch_stack:
  .cfi_startproc
  sub sp, sp, #176
  stp x19, x20, [sp, #0]
  stp x21, x22, [sp, #16]
  stp x23, x24, [sp, #32]
  stp x25, x26, [sp, #48]
  stp x27, x28, [sp, #64]
  stp x29, x30, [sp, #80]
  stp d8, d9, [sp, #96]
  stp d10, d11, [sp, #112]
  stp d12, d13, [sp, #128]
  stp d14, d15, [sp, #144]
  mrs x9, fpcr
  str x9, [sp, #160]
  mov x9, sp
  str x9, [x0]
  mov sp, x1
  ldp x19, x20, [sp, #0]
  ldp x21, x22, [sp, #16]
  ldp x23, x24, [sp, #32]
  ldp x25, x26, [sp, #48]
  ldp x27, x28, [sp, #64]
  ldp x29, x30, [sp, #80]
  ldp d8, d9, [sp, #96]
  ldp d10, d11, [sp, #112]
  ldp d12, d13, [sp, #128]
  ldp d14, d15, [sp, #144]
  ldr x9, [sp, #160]
  msr fpcr, x9
  add sp, sp, #176
  ret
  .cfi_endproc
.size lsmscope_switch_stack,.-lsmscope_switch_stack

// The first frame of a fiber: calls what Prepare left in x19 with x20.
.p2align 4
.globl lsmscope_fiber_begin
.hidden lsmscope_fiber_begin
.type lsmscope_fiber_begin,%function
lsmscope_fiber_begin:
  .cfi_startproc
  .cfi_undefined x30
  mov x29, #0
  mov x0, x20
  blr x19
  brk #0
  .cfi_endproc
.size lsmscope_fiber_begin,.-lsmscope_fiber_begin
)");

namespace lsm::sim {

void AssemblyMachine::Prepare(Context* context, void* stack_bottom, size_t stack_bytes,
                              void (*entry)(void*), void* argument) {
  uintptr_t top = (reinterpret_cast<uintptr_t>(stack_bottom) + stack_bytes) & ~uintptr_t{15};
  uint64_t frame[22] = {};
  asm volatile("mrs %0, fpcr" : "=r"(frame[20]));
  frame[0] = reinterpret_cast<uint64_t>(entry);                   // x19
  frame[1] = reinterpret_cast<uint64_t>(argument);                // x20
  frame[11] = reinterpret_cast<uint64_t>(&lsmscope_fiber_begin);  // x30
  context->stack_pointer = reinterpret_cast<void*>(top - sizeof(frame));
  std::memcpy(context->stack_pointer, frame, sizeof(frame));
}

void AssemblyMachine::Switch(Context* from, Context* to) {
  lsmscope_switch_stack(&from->stack_pointer, to->stack_pointer);
}

}  // namespace lsm::sim

#endif
