polkadot_node_core_pvf_common::decl_worker_main!(
    "prepare-worker",
    polkadot_node_core_pvf_prepare_worker::worker_entrypoint,
    env!("CARGO_PKG_VERSION"),
    "published-crates",
);
