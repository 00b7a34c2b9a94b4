package io.deadlockwatch.fuzz;

import io.deadlockwatch.core.protocol.Answer;
import io.deadlockwatch.core.protocol.ReportCodec;
import io.deadlockwatch.core.protocol.ReportException;
import io.deadlockwatch.core.protocol.ReportLimits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;

/** What an operator answers: {@link ReportCodec#readAnswer} and {@link ReportCodec#readError}. */
public final class AnswerTarget {

    private AnswerTarget() {}

    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        ReportCodec codec = new ReportCodec(ReportLimits.DEFAULTS);
        TwoReadings.of(input, ReportException.class, codec::readError);
        Optional<Answer> answer = TwoReadings.of(input, ReportException.class, codec::readAnswer);
        if (answer.isPresent()) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            codec.writeAnswer(answer.get(), out);
            Answer again = codec.readAnswer(new ByteArrayInputStream(out.toByteArray()));
            Must.hold(answer.get().equals(again), "written and read again it is another", answer);
        }
    }
}
