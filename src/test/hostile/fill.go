package main

import (
	"errors"
	"fmt"
	"log"
	"os"
	"syscall"
)

// most is where fill gives up: a disk that large is not to be filled by a test.
const most = 16 << 20

// fill writes to a file in the folder until there is no room for another byte.
func fill(folder string) error {
	file, err := os.CreateTemp(folder, "full")
	if err != nil {
		return err
	}
	defer file.Close()
	written := 0
	for size := 4096; size > 0; {
		n, err := file.Write(make([]byte, size))
		written += n
		switch {
		case errors.Is(err, syscall.ENOSPC):
			size /= 2
		case err != nil:
			return err
		case written > most:
			return fmt.Errorf("there is room for more than %d bytes in %s", most, folder)
		}
	}
	log.Printf("%s is full after %d bytes", folder, written)
	return nil
}
