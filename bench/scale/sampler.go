package main

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

const (
	exchangeTime = 10 * time.Second // as long as a sampler waits for an answer
	longestWait  = time.Minute
	gone         = 0   // goroutines on a stack
	ageSlack     = 100 // milliseconds: ages are told in tenths of a second
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
	toldGood  time.Time // the sample that the last report was about
	grown     int64     // milliseconds by which the operator has let all ages grow
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
	grownBefore      int64 // the sampler's, when it was told
}

type config struct {
	IntervalMillis  int64 `json:"intervalMillis"`
	HeartbeatMillis int64 `json:"heartbeatMillis"`
	Paused          bool  `json:"paused"`
	Ages            struct {
		Grow         bool  `json:"grow"`
		TellAtMillis int64 `json:"tellAtMillis"`
	} `json:"ages"`
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
				news = s.config.Ages.TellAtMillis == 0
				break
			}
		}
	}
	leak := &s.stacks[last]
	switch leaking := s.leaking.Load(); {
	case leaking && leak.count == gone:
		leak.count, leak.since = 3, now
		news = s.config.Ages.TellAtMillis == 0
	case !leaking && leak.count != gone:
		leak.count = gone
	}
	for i := range s.stacks {
		if s.comesOfAge(&s.stacks[i], 0) {
			return true
		}
	}
	return news
}

// comesOfAge tells whether a stack has been blocked for as long as the operator waits for, and the operator would not know after all have grown by so much.
func (s *sampler) comesOfAge(e *sighting, grown int64) bool {
	at := s.config.Ages.TellAtMillis
	return at > 0 && e.count != gone && s.age(e) >= at && s.held(e, grown) < at
}

// held is the age that the operator holds of a stack after all have grown by so much.
func (s *sampler) held(e *sighting, grown int64) int64 {
	if e.toldCount == gone {
		return 0
	}
	return e.toldAge + s.grown + grown - e.grownBefore
}

// growth is by how much all ages have grown since the last report, if the operator takes it.
func (s *sampler) growth() int64 {
	if !s.config.Ages.Grow || s.base == 0 {
		return 0
	}
	return max(0, s.lastGood.Sub(s.toldGood).Milliseconds())
}

// report sends one and takes the answer: how long nothing may follow it, and whether it was accepted.
func (s *sampler) report(ctx context.Context) (time.Duration, bool) {
	s.seq++
	grown := s.growth()
	body, told := s.compose(grown)
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
		s.accepted(told, grown)
		s.backoff = 0
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

// accepted: the operator now holds what the report said.
func (s *sampler) accepted(told []int, grown int64) {
	s.base = s.seq
	s.grown += grown
	s.toldGood = s.lastGood
	for _, i := range told {
		e := &s.stacks[i]
		e.told, e.toldCount, e.toldAge, e.grownBefore = true, e.count, s.age(e), s.grown
	}
}

func (s *sampler) resync() {
	s.base = 0
	s.synced.Store(false)
	for i := range s.stacks {
		s.stacks[i].told, s.stacks[i].toldCount, s.stacks[i].toldAge, s.stacks[i].grownBefore = false, 0, 0, 0
	}
	s.grown = 0
}

func (s *sampler) nextBackoff() time.Duration {
	s.backoff = min(longestWait, max(time.Second, 2*s.backoff))
	return s.backoff/2 + time.Duration(s.random.Int64N(int64(s.backoff/2)))
}

func (s *sampler) age(e *sighting) int64 {
	if e.count == gone {
		return 0
	}
	return (s.lastGood.Sub(e.since).Milliseconds() + 50) / 100 * 100
}

// compose writes the next report, and returns which stacks it tells of.
func (s *sampler) compose(grown int64) ([]byte, []int) {
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
		told, texts = s.entries(b, grown)
	}
	b.WriteString(`],"stacks":[`)
	for n, i := range texts {
		if n > 0 {
			b.WriteByte(',')
		}
		b.Write(s.of.stacks[i].text)
	}
	b.WriteByte(']')
	if grown > 0 {
		fmt.Fprintf(b, `,"grownMillis":%d`, grown)
	}
	fmt.Fprintf(b, `,"ladder":{"intervalMillis":%d,"wantsDump":false,"refusals":[{"rung":2,"reason":"spacing","count":%d}],"cost":{"cpuMillis":%d,"memoryBytes":36000000},`+
		`"leak":{"profiles":1,"ageMillis":90000,"mainToo":false},"forgottenStacks":0}}`, s.config.IntervalMillis, s.samples, 3*s.samples)
	return s.zipped(b.Bytes()), told
}

func (s *sampler) sinceLast() int64 {
	if s.lastGood.IsZero() {
		return -1
	}
	return time.Since(s.lastGood).Milliseconds()
}

// entries writes what is news: other counts, and ages that are not what the operator holds.
func (s *sampler) entries(b *bytes.Buffer, grown int64) (told, texts []int) {
	for i := range s.stacks {
		e := &s.stacks[i]
		age := s.age(e)
		if !e.told && e.count == gone {
			continue
		}
		older := age - s.held(e, grown)
		if e.told && e.count == e.toldCount && older >= -ageSlack && older <= s.slack() && !s.comesOfAge(e, grown) {
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

// slack is by how much an age must have grown to be told anew.
func (s *sampler) slack() int64 {
	if s.config.Ages.Grow && s.base != 0 {
		return ageSlack
	}
	return s.config.HeartbeatMillis/2 - 1
}
