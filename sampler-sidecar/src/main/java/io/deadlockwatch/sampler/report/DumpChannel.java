package io.deadlockwatch.sampler.report;

import io.deadlockwatch.core.protocol.DumpHeader;
import io.deadlockwatch.sampler.dump.PackedDump;

/** The way of whole dumps to the operator. */
public interface DumpChannel {

    /** Sends one dump and waits for the reply, a bounded time. Whatever goes wrong is a reply too. */
    ReportReply sendDump(DumpHeader header, PackedDump dump);
}
