#pragma once
// The most memory this program has held at once, in megabytes (Linux; 0 elsewhere). Not from getrusage: that starts
// with what the process held that became this program, such as a Python with its pictures.
#include <fstream>
#include <string>

inline double peak_megabytes() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.rfind("VmHWM:", 0) == 0) return std::stod(line.substr(6)) * 1024 / 1e6;
  return 0;
}
