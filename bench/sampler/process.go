package main

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// startTarget runs this program again as the process that is watched, at an address.
func startTarget(goroutines int, address string) (*exec.Cmd, int, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, 0, err
	}
	target := exec.Command(self, targetCommand, strconv.Itoa(goroutines), address)
	target.Stderr = os.Stderr
	out, err := target.StdoutPipe()
	if err != nil {
		return nil, 0, err
	}
	if err := target.Start(); err != nil {
		return nil, 0, err
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		stop(target)
		return nil, 0, fmt.Errorf("the target says no port: %w", err)
	}
	port, err := strconv.Atoi(strings.TrimSpace(line))
	return target, port, err
}

// startSampler runs the image's entry point with what injection, or the chart, would give it.
func startSampler(program []string, folder, url, ca string, more ...string) (*exec.Cmd, error) {
	token := filepath.Join(folder, "token")
	if err := os.WriteFile(token, []byte("bench\n"), 0o600); err != nil {
		return nil, err
	}
	log, err := os.Create(filepath.Join(folder, "sampler.log"))
	if err != nil {
		return nil, err
	}
	defer log.Close()
	sampler := exec.Command(program[0], program[1:]...)
	sampler.Env = append([]string{
		"DEADLOCKWATCH_OPERATOR_URL=" + url, "DEADLOCKWATCH_CA=" + ca, "DEADLOCKWATCH_TOKEN_FILE=" + token,
		"POD_NAMESPACE=bench", "POD_NAME=bench", "POD_UID=bench",
	}, more...)
	sampler.Stdout, sampler.Stderr = log, log
	return sampler, sampler.Start()
}

func stop(process *exec.Cmd) {
	_ = process.Process.Kill()
	_ = process.Wait()
}

// freeze stops a process where it is until thaw: the sampler costs nothing while others have their turn.
func freeze(process *exec.Cmd) error { return process.Process.Signal(syscall.SIGSTOP) }
func thaw(process *exec.Cmd) error   { return process.Process.Signal(syscall.SIGCONT) }

// cpuOf is the CPU time of a process so far: fields 14 and 15 of /proc/PID/stat, in hundredths of a second.
func cpuOf(process *exec.Cmd) (time.Duration, error) {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", process.Process.Pid))
	if err != nil {
		return 0, err
	}
	_, rest, _ := strings.Cut(string(stat), ") ")
	fields := strings.Fields(rest)
	if len(fields) < 13 {
		return 0, fmt.Errorf("/proc/PID/stat has %d fields after the name", len(fields))
	}
	user, err1 := strconv.Atoi(fields[11])
	system, err2 := strconv.Atoi(fields[12])
	if err1 != nil || err2 != nil {
		return 0, fmt.Errorf("/proc/PID/stat has %q and %q where times should be", fields[11], fields[12])
	}
	return time.Duration(user+system) * 10 * time.Millisecond, nil
}

// memoryOf is what a process has in memory: all of it, and its share of what others have mapped, too.
func memoryOf(process *exec.Cmd) (rss, pss int64, err error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/smaps_rollup", process.Process.Pid))
	return kilobytes(string(text), "Rss:"), kilobytes(string(text), "Pss:"), err
}
