package dev.fairlead.state;

class HeapColdRowsTest extends ColdRowsContract {
    private final HeapColdRows rows = new HeapColdRows();

    @Override
    protected ColdRows open() {
        return rows;
    }
}
