package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"time"
)

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
