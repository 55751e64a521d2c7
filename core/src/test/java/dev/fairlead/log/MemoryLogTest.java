package dev.fairlead.log;

class MemoryLogTest extends EventLogContract {
    @Override
    protected Opened open() {
        MemoryLog log = new MemoryLog();
        return new Opened(log, log, log);
    }
}
