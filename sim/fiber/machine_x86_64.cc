// System V x86-64: rbx, rbp, r12-r15, the control bits of the vector unit (mxcsr) and of the old
// floating-point unit belong to the caller. They are pushed on the stack that is left; all that
// remains of a fiber is then its stack pointer.
//
//   stack of a suspended fiber, upwards from its stack pointer:
//     0 mxcsr, x87 control word   8 r12   16 r13   24 r14   32 r15   40 rbx   48 rbp
//     56 where to go on
#if defined(__x86_64__) && !defined(__ILP32__)

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
.type lsmscope_switch_stack,@function
lsmscope_switch_stack:
  .cfi_startproc
  pushq %rbp
  pushq %rbx
  pushq %r15
  pushq %r14
  pushq %r13
  pushq %r12
  subq $8, %rsp
  stmxcsr (%rsp)
  fnstcw 4(%rsp)
  movq %rsp, (%rdi)
  movq %rsi, %rsp
  ldmxcsr (%rsp)
  fldcw 4(%rsp)
  addq $8, %rsp
  popq %r12
  popq %r13
  popq %r14
  popq %r15
  popq %rbx
  popq %rbp
  ret
  .cfi_endproc
.size lsmscope_switch_stack,.-lsmscope_switch_stack

# The first frame of a fiber: calls what Prepare left in r12 with r13. Nobody called it, which is told to
# whoever walks the stack (a debugger, an exception).
.p2align 4
.globl lsmscope_fiber_begin
.hidden lsmscope_fiber_begin
.type lsmscope_fiber_begin,@function
lsmscope_fiber_begin:
  .cfi_startproc
  .cfi_undefined rip
  xorl %ebp, %ebp
  movq %r13, %rdi
  call *%r12
  ud2
  .cfi_endproc
.size lsmscope_fiber_begin,.-lsmscope_fiber_begin
)");

namespace lsm::sim {

void AssemblyMachine::Prepare(Context* context, void* stack_bottom, size_t stack_bytes,
                              void (*entry)(void*), void* argument) {
  // The stack is aligned to 16 bytes at the call in lsmscope_fiber_begin.
  uintptr_t top = (reinterpret_cast<uintptr_t>(stack_bottom) + stack_bytes) & ~uintptr_t{15};
  uint64_t frame[8] = {};
  uint32_t vector_control;
  uint16_t x87_control;
  asm volatile("stmxcsr %0" : "=m"(vector_control));
  asm volatile("fnstcw %0" : "=m"(x87_control));
  frame[0] = vector_control | uint64_t{x87_control} << 32;
  frame[1] = reinterpret_cast<uint64_t>(entry);                  // r12
  frame[2] = reinterpret_cast<uint64_t>(argument);               // r13
  frame[7] = reinterpret_cast<uint64_t>(&lsmscope_fiber_begin);  // where to go on
  context->stack_pointer = reinterpret_cast<void*>(top - sizeof(frame));
  std::memcpy(context->stack_pointer, frame, sizeof(frame));
}

void AssemblyMachine::Switch(Context* from, Context* to) {
  lsmscope_switch_stack(&from->stack_pointer, to->stack_pointer);
}

}  // namespace lsm::sim

#endif
