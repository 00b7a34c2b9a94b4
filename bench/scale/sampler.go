package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
)

const (
	exchangeTime = 10 * time.Second // as long as a sampler waits for an answer
	longestWait  = time.Minute
	gone         = 0 // goroutines on a stack
)

// A sampler speaks docs/reference/report-protocol.md for one pod, at the pace and with the deltas of the real one (sampler-sidecar, SamplingLoop and ReportComposer). What it
// would see of its target is made up.
type sampler struct {
	*endpoint
	of                   *workload
	namespace, name, uid string
	token                string
	random               *rand.Rand

	epoch     string
	seq, base int64
	born      time.Time
	samples   int64
	lastGood  time.Time
	stacks    []sighting
	leaking   atomic.Bool
	synced    atomic.Bool // whether the operator that runs now knows everything
	config    config
	leased    bool
	backoff   time.Duration
	line      net.Conn
	reader    *bufio.Reader
	stop      context.CancelFunc
}

// The part of the operator that all samplers share: where it is, and how its answers are counted.
type endpoint struct {
	address string
	tls     atomic.Pointer[tls.Config]
	tally   *tally
	zip     sync.Pool
}

// What is seen of one stack now, and what the operator was told of it.
type sighting struct {
	count, toldCount int32
	told             bool
	since            time.Time
	toldAge          int64 // milliseconds
}

type config struct {
	IntervalMillis  int64 `json:"intervalMillis"`
	HeartbeatMillis int64 `json:"heartbeatMillis"`
	Paused          bool  `json:"paused"`
}

type answer struct {
	Ack         int64  `json:"ack"`
	LeaseMillis int64  `json:"leaseMillis"`
	Config      config `json:"config"`
}

// newSampler is one that has watched its pod for some time already, though no operator has heard of it.
func newSampler(at *endpoint, of *workload, pod podRef, age time.Duration) *sampler {
	s := &sampler{
		endpoint: at, of: of, namespace: pod.namespace, name: pod.name, uid: pod.uid, token: pod.token,
		random: rand.New(rand.NewPCG(rand.Uint64(), rand.Uint64())),
		born:   time.Now().Add(-age), config: config{IntervalMillis: 15_000, HeartbeatMillis: 30_000},
		stacks: make([]sighting, len(of.stacks)),
	}
	s.epoch = fmt.Sprintf("%016x", s.random.Uint64())
	s.samples = int64(age / (15 * time.Second))
	for i := range len(s.stacks) - 1 {
		s.stacks[i] = sighting{count: 1 + s.random.Int32N(9), since: time.Now().Add(-time.Duration(s.random.Int64N(int64(age) + 1)))}
	}
	return s
}

// run samples and reports until the context ends. The first report comes at some time within an interval, as pods start at different times.
func (s *sampler) run(ctx context.Context) {
	defer s.hangUp()
	interval := func() time.Duration { return time.Duration(s.config.IntervalMillis) * time.Millisecond }
	sampleDue := time.Now().Add(time.Duration(s.random.Int64N(int64(interval()))))
	reportDue, notBefore := sampleDue, sampleDue
	for {
		due := later(reportDue, notBefore)
		if s.leased && sampleDue.Before(due) {
			due = sampleDue
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(time.Until(due)):
		}
		if now := time.Now(); s.leased && !now.Before(sampleDue) {
			sampleDue = sampleDue.Add(interval())
			if now.After(sampleDue) {
				sampleDue = now.Add(interval())
			}
			if s.sample(now) {
				reportDue = now
			}
		}
		if time.Now().Before(later(reportDue, notBefore)) {
			continue
		}
		wasLeased := s.leased
		wait, ok := s.report(ctx)
		reportDue = time.Now()
		if ok {
			heartbeat := float64(s.config.HeartbeatMillis) * (0.8 + 0.4*s.random.Float64())
			reportDue = reportDue.Add(time.Duration(heartbeat * float64(time.Millisecond)))
			if s.leased && !wasLeased {
				sampleDue = time.Now()
			}
		}
		notBefore = time.Now().Add(wait)
	}
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// sample changes one stack in a hundred: one is gone, another appears. It returns whether the operator is to hear of it at once.
func (s *sampler) sample(now time.Time) (news bool) {
	s.samples++
	s.lastGood = now
	last := len(s.stacks) - 1
	for range max(1, last/200) {
		if i := s.random.IntN(last); s.stacks[i].count != gone {
			s.stacks[i].count = gone
		}
		for range 64 {
			i := s.random.IntN(last)
			if s.stacks[i].count == gone && s.stacks[i].toldCount == gone {
				s.stacks[i].count, s.stacks[i].since = 1+s.random.Int32N(9), now
				news = true
				break
			}
		}
	}
	leak := &s.stacks[last]
	switch leaking := s.leaking.Load(); {
	case leaking && leak.count == gone:
		leak.count, leak.since = 3, now
		return true
	case !leaking && leak.count != gone:
		leak.count = gone
	}
	return news
}

// report sends one and takes the answer: how long nothing may follow it, and whether it was accepted.
func (s *sampler) report(ctx context.Context) (time.Duration, bool) {
	s.seq++
	body, told := s.compose()
	began := time.Now()
	status, retry, reply, err := s.exchange(ctx, body)
	if err != nil {
		s.tally.failed(err)
		s.hangUp()
		return s.nextBackoff(), false
	}
	s.tally.answered(status, time.Since(began), s.base == 0)
	switch {
	case status == http.StatusOK:
		var a answer
		if err := json.Unmarshal(reply, &a); err != nil || a.Ack != s.seq {
			s.tally.failed(fmt.Errorf("answered %q to report %d", reply, s.seq))
			s.resync()
			return s.nextBackoff(), false
		}
		for _, i := range told {
			e := &s.stacks[i]
			e.told, e.toldCount, e.toldAge = true, e.count, s.age(e)
		}
		s.base, s.backoff = s.seq, 0
		s.synced.Store(s.leased)
		s.leased, s.config = a.LeaseMillis > 0 && !a.Config.Paused, a.Config
		return 0, true
	case status == http.StatusConflict && s.base != 0:
		s.resync()
		return 0, false
	case status == http.StatusBadRequest || status == http.StatusRequestEntityTooLarge:
		s.tally.failed(fmt.Errorf("refused with %d: %s", status, reply))
		s.resync()
	}
	if retry > 0 {
		return retry + time.Duration(s.random.Int64N(int64(time.Second))), false
	}
	return s.nextBackoff(), false
}

func (s *sampler) resync() {
	s.base = 0
	s.synced.Store(false)
	for i := range s.stacks {
		s.stacks[i].told, s.stacks[i].toldCount, s.stacks[i].toldAge = false, 0, 0
	}
}

func (s *sampler) nextBackoff() time.Duration {
	s.backoff = min(longestWait, max(time.Second, 2*s.backoff))
	return s.backoff/2 + time.Duration(s.random.Int64N(int64(s.backoff/2)))
}

func (s *sampler) age(e *sighting) int64 {
	if e.count == gone {
		return 0
	}
	return s.lastGood.Sub(e.since).Milliseconds()
}

// compose writes the next report, and returns which stacks it tells of.
func (s *sampler) compose() ([]byte, []int) {
	state := "ok"
	if !s.leased {
		state = "idle"
	}
	b := new(bytes.Buffer)
	fmt.Fprintf(b, `{"schema":1,"pod":{"namespace":%q,"name":%q,"uid":%q},"epoch":%q,"seq":%d,"base":%d,"sampler":"0.1.0","target":{"incarnation":1,"state":%q,"detail":"","buildId":"b1"},`,
		s.namespace, s.name, s.uid, s.epoch, s.seq, s.base, state)
	fmt.Fprintf(b, `"window":{"goodSamples":%d,"spanMillis":%d,"lastGoodAgeMillis":%d,"longestGapMillis":15010,"goroutines":900,"unknownState":0,"droppedStacks":0},`,
		s.samples, max(0, s.lastGood.Sub(s.born).Milliseconds()), s.sinceLast())
	fmt.Fprintf(b, `"snapshots":[{"rung":1,"outcome":"ok","count":%d,"bytes":%d,"millis":%d,"pauseMicros":%d}],"entries":[`, s.samples, 4000*s.samples, 9*s.samples, 8000*s.samples)
	var told, texts []int
	if s.leased {
		told, texts = s.entries(b)
	}
	b.WriteString(`],"stacks":[`)
	for n, i := range texts {
		if n > 0 {
			b.WriteByte(',')
		}
		b.Write(s.of.stacks[i].text)
	}
	fmt.Fprintf(b, `],"ladder":{"intervalMillis":%d,"wantsDump":false,"refusals":[{"rung":2,"reason":"spacing","count":%d}],"cost":{"cpuMillis":%d,"memoryBytes":36000000},`+
		`"leak":{"profiles":1,"ageMillis":90000,"mainToo":false},"forgottenStacks":0}}`, s.config.IntervalMillis, s.samples, 3*s.samples)
	return s.zipped(b.Bytes()), told
}

func (s *sampler) sinceLast() int64 {
	if s.lastGood.IsZero() {
		return -1
	}
	return time.Since(s.lastGood).Milliseconds()
}

// entries writes what is news: other counts, and ages that grew by half a heartbeat.
func (s *sampler) entries(b *bytes.Buffer) (told, texts []int) {
	for i := range s.stacks {
		e := &s.stacks[i]
		age := s.age(e)
		if !e.told && e.count == gone {
			continue
		}
		if e.told && e.count == e.toldCount && age >= e.toldAge && age-e.toldAge < s.step(age) {
			continue
		}
		if len(told) > 0 {
			b.WriteByte(',')
		}
		told = append(told, i)
		if !e.told {
			texts = append(texts, i)
		}
		fmt.Fprintf(b, `{"stack":"%s","count":%d,"min":%d,"blockedForMillis":%d}`, s.of.stacks[i].id, e.count, e.count, age)
	}
	return told, texts
}

// step is by how much an age must have grown to be told anew.
func (s *sampler) step(int64) int64 { return s.config.HeartbeatMillis / 2 }

func (s *sampler) zipped(plain []byte) []byte {
	out := new(bytes.Buffer)
	zip, ok := s.zip.Get().(*gzip.Writer)
	if !ok {
		zip, _ = gzip.NewWriterLevel(nil, gzip.BestSpeed) // the level is one of those there are
	}
	zip.Reset(out)
	_, _ = zip.Write(plain) // to memory: cannot fail
	_ = zip.Close()
	s.zip.Put(zip)
	s.tally.sent(len(plain), out.Len())
	return out.Bytes()
}

// exchange posts over the connection that is kept between reports; one that the operator has closed meanwhile is replaced once.
func (s *sampler) exchange(ctx context.Context, body []byte) (status int, retry time.Duration, reply []byte, err error) {
	if s.line != nil {
		if status, retry, reply, err = s.post(body); err == nil {
			return status, retry, reply, nil
		}
		s.hangUp()
		var late net.Error
		if errors.As(err, &late) && late.Timeout() {
			return 0, 0, nil, err
		}
	}
	if err := s.dial(ctx); err != nil {
		return 0, 0, nil, err
	}
	return s.post(body)
}

func (s *sampler) dial(ctx context.Context) error {
	trust := s.tls.Load()
	if trust == nil {
		return errors.New("there is no operator yet")
	}
	limited, cancel := context.WithTimeout(ctx, exchangeTime)
	defer cancel()
	line, err := (&tls.Dialer{Config: trust}).DialContext(limited, "tcp", s.address)
	if err != nil {
		return err
	}
	s.line, s.reader = line, bufio.NewReaderSize(line, 1<<10)
	return nil
}

func (s *sampler) hangUp() {
	if s.line != nil {
		_ = s.line.Close()
		s.line = nil
	}
}

func (s *sampler) post(body []byte) (int, time.Duration, []byte, error) {
	if err := s.line.SetDeadline(time.Now().Add(exchangeTime)); err != nil {
		return 0, 0, nil, err
	}
	request := make([]byte, 0, 2048+len(body))
	request = fmt.Appendf(request, "POST /v1/report HTTP/1.1\r\nHost: %s\r\nUser-Agent: deadlockwatch-sampler/0.1.0\r\nAuthorization: Bearer %s\r\n"+
		"Content-Type: application/json\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n", s.address, s.token, len(body))
	if _, err := s.line.Write(append(request, body...)); err != nil {
		return 0, 0, nil, err
	}
	response, err := http.ReadResponse(s.reader, nil)
	if err != nil {
		return 0, 0, nil, err
	}
	reply, err := io.ReadAll(io.LimitReader(response.Body, 1<<16))
	_ = response.Body.Close()
	if err != nil {
		return 0, 0, nil, err
	}
	if response.Close {
		s.hangUp()
	}
	seconds, _ := strconv.Atoi(response.Header.Get("Retry-After")) // 0 if there is none
	return response.StatusCode, time.Duration(seconds) * time.Second, reply, nil
}
