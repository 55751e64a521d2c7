package dev.fairlead.log;

class MemoryLogTest extends EventLogContract {
    @Override
    protected EventLog open() {
        return new MemoryLog();
    }
}
