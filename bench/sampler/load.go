package main

import (
	"io"
	"net/http"
	"sync"
	"time"
)

const (
	requestsASecond = 200
	connections     = 16
	requestTimeout  = 10 * time.Second
)

// A request of the load: when it was due, and how long after that it was answered.
type request struct {
	due  time.Time
	took time.Duration
}

func (r request) meets(p profile) bool { return r.due.Before(p.To) && p.From.Before(r.due.Add(r.took)) }

// load sends requests at a fixed rate for a while and tells how long each took from the moment it was due: a request that waits because the one before is
// late counts as late, too.
func load(url string, length time.Duration) ([]request, int) {
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: connections, MaxConnsPerHost: connections}, Timeout: requestTimeout}
	defer client.CloseIdleConnections()
	due := make(chan time.Time, requestsASecond*int(length/time.Second+1))
	var (
		mu     sync.Mutex
		all    []request
		failed int
		group  sync.WaitGroup
	)
	for range connections {
		group.Go(func() {
			for at := range due {
				err := get(client, url)
				took := time.Since(at)
				mu.Lock()
				if err != nil {
					failed++
				} else {
					all = append(all, request{at, took})
				}
				mu.Unlock()
			}
		})
	}
	start := time.Now()
	for i := 0; ; i++ {
		next := start.Add(time.Duration(i) * time.Second / requestsASecond)
		if next.Sub(start) >= length {
			break
		}
		time.Sleep(time.Until(next))
		due <- next
	}
	close(due)
	group.Wait()
	return all, failed
}

func get(client *http.Client, url string) error {
	response, err := client.Get(url)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	_, err = io.Copy(io.Discard, response.Body)
	return err
}

// poll fetches a page at once and then every interval until it is told to end, and counts the fetches.
func poll(url string, interval time.Duration, end <-chan struct{}) int {
	client := &http.Client{Timeout: time.Minute, Transport: &http.Transport{DisableKeepAlives: true}}
	ticker := time.NewTicker(interval)
	defer ticker.Stop()
	for n := 0; ; n++ {
		if get(client, url) != nil {
			n--
		}
		select {
		case <-end:
			return n + 1
		case <-ticker.C:
		}
	}
}
