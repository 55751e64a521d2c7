package dev.fairlead.trees;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChoiceTest {
    private static final Kernels KERNELS =
            new Kernels(ModelBytes.read(GrownModel.grow(new Random(1)).text()));

    /** A block of 512 rows takes 175 microseconds, and half of it not half as long. */
    private static Choice choice(double handoff) {
        List<KernelTime> times = IntStream.range(0, Choice.SIZES)
                .mapToObj(size -> new KernelTime(Kernel.WALK, 1 << size, 60 + 115.0 * (1 << size) / Choice.MOST_ROWS))
                .toList();
        return Choice.fastest(KERNELS, times, handoff);
    }

    @Test
    void oneThreadIsTakenWhereWakingAnotherCostsWhatItSaves() {
        assertEquals(1, choice(30).threads(500, 2));
        assertEquals(1, choice(30).threads(1, 8));
        assertEquals(1, choice(10_000).threads(5_000, 8));
    }

    @Test
    void moreThreadsAreTakenWhereTheyPromiseToBeMuchSooner() {
        assertEquals(2, choice(5).threads(500, 2));
        assertEquals(2, choice(30).threads(2_000, 2));
        assertEquals(8, choice(30).threads(100_000, 8));
    }

    @Test
    void oneThreadIsTakenWhereOnlyOneIsAllowed() {
        assertEquals(1, choice(0).threads(100_000, 1));
    }

    @Test
    void allThreadsAreTakenOfAModelThatIsNotWarm() {
        assertEquals(4, Choice.of(KERNELS, Kernel.WALK).threads(100, 4));
    }
}
