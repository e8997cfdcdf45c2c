//! Keeping labels apart on a line: the least total (squared) movement that leaves a gap between neighbours and their order as it is.

/// Positions for labels wanted at `wanted` (any order), each `extent` long, at least `gap` apart, all within `from..to`. The sum of
/// squared movements is least before the ends push back. The caller sees to it that there is room.
pub(super) fn spread(wanted: &[f64], extent: &[f64], gap: f64, from: f64, to: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|&a, &b| wanted[a].total_cmp(&wanted[b]));
    // With the room that the labels before it need taken off, label k may stand anywhere not before label k − 1: isotonic regression,
    // solved by pooling neighbours that are out of order.
    let mut offsets = Vec::with_capacity(order.len());
    let mut used = 0.0;
    for (k, &i) in order.iter().enumerate() {
        if k > 0 {
            used += (extent[order[k - 1]] + extent[i]) / 2.0 + gap;
        }
        offsets.push(used);
    }
    let mut pools: Vec<(f64, usize)> = Vec::new();
    for (k, &i) in order.iter().enumerate() {
        let mut pool = (wanted[i] - offsets[k], 1);
        while let Some(&(mean, count)) = pools.last() {
            if mean <= pool.0 {
                break;
            }
            pools.pop();
            let total = count + pool.1;
            pool = ((mean * count as f64 + pool.0 * pool.1 as f64) / total as f64, total);
        }
        pools.push(pool);
    }
    let means: Vec<f64> = pools.iter().flat_map(|&(mean, count)| std::iter::repeat_n(mean, count)).collect();
    let half = |k: usize| order.get(k).map_or(0.0, |&i| extent[i] / 2.0);
    let last = order.len().saturating_sub(1);
    let (low, high) = (from + half(0), to - half(last) - used);
    let mut placed = vec![0.0; wanted.len()];
    for (k, &i) in order.iter().enumerate() {
        placed[i] = means[k].min(high).max(low) + offsets[k];
    }
    placed
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn labels_that_do_not_touch_stay() {
        assert_eq!(spread(&[10.0, 50.0], &[10.0, 10.0], 2.0, 0.0, 100.0), [10.0, 50.0]);
    }

    #[test]
    fn labels_at_one_place_part_evenly() {
        assert_eq!(spread(&[50.0, 50.0, 50.0], &[10.0; 3], 2.0, 0.0, 100.0), [38.0, 50.0, 62.0]);
    }

    proptest! {
        #[test]
        fn labels_are_apart_in_order_and_inside(wanted in prop::collection::vec(-20.0..120.0f64, 1..12)) {
            let extent = vec![6.0; wanted.len()];
            let placed = spread(&wanted, &extent, 1.0, 0.0, 100.0);
            for i in 0..wanted.len() {
                prop_assert!(placed[i] >= 3.0 - 1e-9 && placed[i] <= 97.0 + 1e-9);
                for j in 0..i {
                    prop_assert!((placed[i] - placed[j]).abs() >= 7.0 - 1e-9);
                    prop_assert!((wanted[i] - wanted[j]) * (placed[i] - placed[j]) >= 0.0);
                }
            }
        }
    }
}
