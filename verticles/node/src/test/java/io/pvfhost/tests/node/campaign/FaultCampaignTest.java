package io.pvfhost.tests.node.campaign;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Requesters keep a cluster of unequal hosts busy while hosts are killed, frozen, drained, restarted and cut off. Every
 * job must get its one right answer all the same, and is run again only after it was dispatched again.
 *
 * <p>The short form runs in every build, the long one with {@code -Dpvf.campaign.rounds=N}: every fault strikes N
 * times. {@code -Dpvf.campaign.seed=S} chooses jobs, victims and order,
 * {@code -Dpvf.campaign.workers=1,2,4,1} the nodes, {@code -Dpvf.campaign.requesters=R} the processes that send. Both
 * leave a report in {@code target}.
 */
class FaultCampaignTest {

  private static final Path TARGET = Path.of("target").toAbsolutePath();

  private final long seed = Long.getLong("pvf.campaign.seed", 1);
  @TempDir
  private Path dir;

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void everyJobIsAnsweredOnceAndRightWhenANodeIsKilledOneFreezesAndOneIsCutOff() throws Exception {
    new FaultCampaign(dir, new FaultCampaign.Shape(List.of(1, 3, 2), 2, 2_000, 90, 2_500, seed))
        .run(List.of(Fault.KILL, Fault.FREEZE, Fault.ISOLATE), TARGET.resolve("fault-campaign-short.txt"));
  }

  @Test
  @EnabledIfSystemProperty(named = "pvf.campaign.rounds", matches = "[1-9][0-9]*")
  void everyJobIsAnsweredOnceAndRightWhateverHappensToHosts() throws Exception {
    List<Integer> workers = Arrays.stream(System.getProperty("pvf.campaign.workers", "1,2,4,1").split(","))
        .map(Integer::valueOf).toList();
    FaultCampaign campaign = new FaultCampaign(dir, new FaultCampaign.Shape(workers,
        Integer.getInteger("pvf.campaign.requesters", 3), 5_000, 90, 4_000, seed));
    campaign.run(campaign.rounds(Integer.getInteger("pvf.campaign.rounds")), TARGET.resolve("fault-campaign.txt"));
  }
}
