// The program without the app.
#include "sim/cli/cli.h"

int main(int argc, char** argv) { return lsm::sim::RunCommandLine(argc, argv); }
