// Hostile is a service whose profiles are a nuisance: they never come, come late, never end, or end the process. It serves them on
// 127.0.0.1:6060 as services do, and says on :8080/requests how often it was asked. With -fill it only takes all the room there is in a folder.
package main

import (
	"flag"
	"fmt"
	"log"
	"net/http"
	"slices"
)

func main() {
	mode := flag.String("mode", "honest", fmt.Sprintf("one of %v", slices.Sorted(modeNames())))
	folder := flag.String("fill", "", "fill this folder to its last byte, and end")
	flag.Parse()
	if *folder != "" {
		if err := fill(*folder); err != nil {
			log.Fatal(err)
		}
		return
	}
	answer, known := modes[*mode]
	if !known {
		log.Fatalf("no mode %q", *mode)
	}
	profiles := &counted{answer: answer}
	public := http.NewServeMux()
	public.HandleFunc("/healthz", func(http.ResponseWriter, *http.Request) {})
	public.Handle("/requests", profiles.total())
	go func() { log.Fatal(http.ListenAndServe("127.0.0.1:6060", profiles)) }()
	log.Fatal(http.ListenAndServe(":8080", public))
}
