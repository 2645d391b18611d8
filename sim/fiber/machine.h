// The part of a fiber switch that the machine decides: keep the registers that a function call
// must keep, change the stack, take them up again. Back ends with the same three functions:
//
//   Prepare(context, stack_bottom, stack_bytes, entry, argument): the first Switch to it calls
//                                                                 entry(argument)
//   Switch(from, to): returns when somebody switches to `from`
//
// `entry` never returns.
#ifndef LSMSCOPE_SIM_FIBER_MACHINE_H_
#define LSMSCOPE_SIM_FIBER_MACHINE_H_

#include <cstddef>
#include <memory>

namespace lsm::sim {

#if (defined(__x86_64__) || defined(__aarch64__)) && !defined(__ILP32__)
#define LSMSCOPE_FIBER_ASSEMBLY 1

// About 5 ns a switch. See machine_x86_64.cc and machine_aarch64.cc.
struct AssemblyMachine {
  struct Context {
    void* stack_pointer = nullptr;
  };
  static void Prepare(Context* context, void* stack_bottom, size_t stack_bytes,
                      void (*entry)(void*), void* argument);
  static void Switch(Context* from, Context* to);
};
#endif

// POSIX's, about 250 ns a switch (it makes a system call for the signal mask). For machines without
// a back end of their own.
struct UcontextMachine {
  struct Registers;
  struct Context {
    Context();
    ~Context();
    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;

    std::unique_ptr<Registers> registers;
  };
  static void Prepare(Context* context, void* stack_bottom, size_t stack_bytes,
                      void (*entry)(void*), void* argument);
  static void Switch(Context* from, Context* to);
};

#if defined(LSMSCOPE_FIBER_ASSEMBLY) && !defined(LSMSCOPE_FIBER_UCONTEXT)
using DefaultMachine = AssemblyMachine;
#else
using DefaultMachine = UcontextMachine;
#endif

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_FIBER_MACHINE_H_
