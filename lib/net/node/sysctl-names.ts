/**
 * Names that Linux 6.18 has and that change nothing in this engine: they may be set and read back. Those that do change
 * something have their default in sysctl.ts.
 */
export const namesWithoutEffect: ReadonlySet<string> = new Set(
  `
net.ipv4.cipso_cache_bucket_size net.ipv4.cipso_cache_enable net.ipv4.cipso_rbm_optfmt
net.ipv4.cipso_rbm_strictvalid net.ipv4.fib_multipath_hash_fields net.ipv4.fib_multipath_hash_policy
net.ipv4.fib_multipath_hash_seed net.ipv4.fib_multipath_use_neigh net.ipv4.fib_notify_on_flag_change
net.ipv4.fib_sync_mem net.ipv4.fwmark_reflect net.ipv4.icmp_echo_enable_probe
net.ipv4.icmp_ignore_bogus_error_responses net.ipv4.igmp_link_local_mcast_reports
net.ipv4.igmp_max_memberships net.ipv4.igmp_max_msf net.ipv4.igmp_qrv net.ipv4.inet_peer_maxttl
net.ipv4.inet_peer_minttl net.ipv4.inet_peer_threshold net.ipv4.ip_autobind_reuse net.ipv4.ip_dynaddr
net.ipv4.ip_early_demux net.ipv4.ip_forward_update_priority
net.ipv4.ip_local_reserved_ports net.ipv4.ipfrag_high_thresh net.ipv4.ipfrag_low_thresh
net.ipv4.ipfrag_max_dist net.ipv4.ipfrag_secret_interval net.ipv4.nexthop_compat_mode
net.ipv4.ping_group_range net.ipv4.raw_l3mdev_accept net.ipv4.tcp_adv_win_scale
net.ipv4.tcp_allowed_congestion_control net.ipv4.tcp_app_win net.ipv4.tcp_autocorking
net.ipv4.tcp_available_congestion_control net.ipv4.tcp_available_ulp net.ipv4.tcp_backlog_ack_defer
net.ipv4.tcp_challenge_ack_limit net.ipv4.tcp_child_ehash_entries net.ipv4.tcp_comp_sack_delay_ns
net.ipv4.tcp_comp_sack_nr net.ipv4.tcp_comp_sack_slack_ns net.ipv4.tcp_dsack net.ipv4.tcp_early_demux
net.ipv4.tcp_ecn_fallback net.ipv4.tcp_ecn_option net.ipv4.tcp_ecn_option_beacon net.ipv4.tcp_ehash_entries
net.ipv4.tcp_fack net.ipv4.tcp_fastopen net.ipv4.tcp_fastopen_blackhole_timeout_sec
net.ipv4.tcp_fastopen_key net.ipv4.tcp_frto net.ipv4.tcp_fwmark_accept net.ipv4.tcp_invalid_ratelimit
net.ipv4.tcp_l3mdev_accept net.ipv4.tcp_limit_output_bytes net.ipv4.tcp_low_latency net.ipv4.tcp_max_orphans
net.ipv4.tcp_max_reordering net.ipv4.tcp_max_tw_buckets net.ipv4.tcp_mem net.ipv4.tcp_migrate_req
net.ipv4.tcp_min_rtt_wlen net.ipv4.tcp_min_snd_mss net.ipv4.tcp_min_tso_segs net.ipv4.tcp_moderate_rcvbuf
net.ipv4.tcp_mtu_probe_floor net.ipv4.tcp_no_ssthresh_metrics_save net.ipv4.tcp_notsent_lowat
net.ipv4.tcp_pacing_ca_ratio net.ipv4.tcp_pacing_ss_ratio net.ipv4.tcp_pingpong_thresh
net.ipv4.tcp_plb_cong_thresh net.ipv4.tcp_plb_enabled net.ipv4.tcp_plb_idle_rehash_rounds
net.ipv4.tcp_plb_rehash_rounds net.ipv4.tcp_plb_suspend_rto_sec net.ipv4.tcp_probe_interval
net.ipv4.tcp_probe_threshold net.ipv4.tcp_recovery net.ipv4.tcp_reflect_tos net.ipv4.tcp_reordering
net.ipv4.tcp_retrans_collapse net.ipv4.tcp_retries1 net.ipv4.tcp_rfc1337 net.ipv4.tcp_rmem
net.ipv4.tcp_rto_max_ms net.ipv4.tcp_rto_min_us net.ipv4.tcp_shrink_window
net.ipv4.tcp_slow_start_after_idle net.ipv4.tcp_stdurg net.ipv4.tcp_thin_linear_timeouts
net.ipv4.tcp_tso_rtt_log net.ipv4.tcp_tso_win_divisor net.ipv4.tcp_tw_reuse net.ipv4.tcp_tw_reuse_delay
net.ipv4.tcp_wmem net.ipv4.tcp_workaround_signed_windows net.ipv4.udp_child_hash_entries
net.ipv4.udp_early_demux net.ipv4.udp_hash_entries net.ipv4.udp_l3mdev_accept net.ipv4.udp_mem
net.ipv4.udp_rmem_min net.ipv4.udp_wmem_min net.ipv4.xfrm4_gc_thresh net.core.bpf_jit_enable
net.core.bpf_jit_harden net.core.bpf_jit_kallsyms net.core.bpf_jit_limit net.core.busy_poll
net.core.busy_read net.core.default_qdisc net.core.dev_weight net.core.dev_weight_rx_bias
net.core.dev_weight_tx_bias net.core.devconf_inherit_init_net net.core.fb_tunnels_only_for_init_net
net.core.flow_limit_cpu_bitmap net.core.flow_limit_table_len net.core.gro_normal_batch
net.core.high_order_alloc_disable net.core.max_skb_frags net.core.mem_pcpu_rsv net.core.message_burst
net.core.message_cost net.core.netdev_budget net.core.netdev_budget_usecs net.core.netdev_max_backlog
net.core.netdev_rss_key net.core.netdev_tstamp_prequeue net.core.netdev_unregister_timeout_secs
net.core.optmem_max net.core.rmem_default net.core.rmem_max net.core.rps_default_mask
net.core.rps_sock_flow_entries net.core.skb_defer_max net.core.tstamp_allow_data net.core.txrehash
net.core.warnings net.core.wmem_default net.core.wmem_max net.core.xfrm_acq_expires
net.core.xfrm_aevent_etime net.core.xfrm_aevent_rseqth net.core.xfrm_larval_drop
net.ipv4.conf.default.accept_source_route net.ipv4.conf.default.arp_accept
net.ipv4.conf.default.arp_evict_nocarrier net.ipv4.conf.default.arp_notify
net.ipv4.conf.default.bc_forwarding net.ipv4.conf.default.bootp_relay net.ipv4.conf.default.disable_policy
net.ipv4.conf.default.disable_xfrm net.ipv4.conf.default.drop_gratuitous_arp
net.ipv4.conf.default.drop_unicast_in_l2_multicast net.ipv4.conf.default.force_igmp_version
net.ipv4.conf.default.igmpv2_unsolicited_report_interval
net.ipv4.conf.default.igmpv3_unsolicited_report_interval net.ipv4.conf.default.ignore_routes_with_linkdown
net.ipv4.conf.default.log_martians net.ipv4.conf.default.mc_forwarding net.ipv4.conf.default.medium_id
net.ipv4.conf.default.promote_secondaries net.ipv4.conf.default.proxy_arp_pvlan
net.ipv4.conf.default.shared_media
net.ipv4.conf.default.src_valid_mark net.ipv4.conf.default.tag net.ipv4.neigh.default.anycast_delay
net.ipv4.neigh.default.app_solicit net.ipv4.neigh.default.base_reachable_time
net.ipv4.neigh.default.gc_interval net.ipv4.neigh.default.gc_stale_time net.ipv4.neigh.default.gc_thresh1
net.ipv4.neigh.default.gc_thresh2 net.ipv4.neigh.default.gc_thresh3
net.ipv4.neigh.default.interval_probe_time_ms net.ipv4.neigh.default.locktime
net.ipv4.neigh.default.mcast_resolicit net.ipv4.neigh.default.proxy_delay net.ipv4.neigh.default.proxy_qlen
net.ipv4.neigh.default.retrans_time net.ipv4.neigh.default.unres_qlen_bytes net.ipv6.conf.default.accept_dad
net.ipv6.conf.default.accept_ra_defrtr net.ipv6.conf.default.accept_ra_from_local
net.ipv6.conf.default.accept_ra_min_hop_limit net.ipv6.conf.default.accept_ra_min_lft
net.ipv6.conf.default.accept_ra_mtu net.ipv6.conf.default.accept_ra_pinfo
net.ipv6.conf.default.accept_ra_rt_info_max_plen net.ipv6.conf.default.accept_ra_rt_info_min_plen
net.ipv6.conf.default.accept_ra_rtr_pref net.ipv6.conf.default.accept_source_route
net.ipv6.conf.default.accept_untracked_na net.ipv6.conf.default.addr_gen_mode
net.ipv6.conf.default.disable_policy net.ipv6.conf.default.drop_unicast_in_l2_multicast
net.ipv6.conf.default.drop_unsolicited_na net.ipv6.conf.default.enhanced_dad
net.ipv6.conf.default.force_forwarding net.ipv6.conf.default.force_mld_version
net.ipv6.conf.default.force_tllao net.ipv6.conf.default.ignore_routes_with_linkdown
net.ipv6.conf.default.ioam6_enabled net.ipv6.conf.default.ioam6_id net.ipv6.conf.default.ioam6_id_wide
net.ipv6.conf.default.keep_addr_on_down net.ipv6.conf.default.max_addresses
net.ipv6.conf.default.max_desync_factor net.ipv6.conf.default.mc_forwarding
net.ipv6.conf.default.mldv1_unsolicited_report_interval
net.ipv6.conf.default.mldv2_unsolicited_report_interval net.ipv6.conf.default.mtu
net.ipv6.conf.default.ndisc_evict_nocarrier net.ipv6.conf.default.ndisc_notify
net.ipv6.conf.default.ndisc_tclass net.ipv6.conf.default.optimistic_dad net.ipv6.conf.default.proxy_ndp
net.ipv6.conf.default.ra_defrtr_metric net.ipv6.conf.default.ra_honor_pio_life
net.ipv6.conf.default.ra_honor_pio_pflag net.ipv6.conf.default.regen_max_retry
net.ipv6.conf.default.regen_min_advance net.ipv6.conf.default.router_probe_interval
net.ipv6.conf.default.router_solicitation_delay net.ipv6.conf.default.router_solicitation_interval
net.ipv6.conf.default.router_solicitation_max_interval net.ipv6.conf.default.router_solicitations
net.ipv6.conf.default.rpl_seg_enabled net.ipv6.conf.default.seg6_enabled
net.ipv6.conf.default.seg6_require_hmac net.ipv6.conf.default.stable_secret
net.ipv6.conf.default.suppress_frag_ndisc net.ipv6.conf.default.temp_prefered_lft
net.ipv6.conf.default.temp_valid_lft net.ipv6.conf.default.use_oif_addrs_only
net.ipv6.conf.default.use_optimistic net.ipv6.conf.default.use_tempaddr net.ipv6.neigh.default.anycast_delay
net.ipv6.neigh.default.app_solicit net.ipv6.neigh.default.base_reachable_time
net.ipv6.neigh.default.base_reachable_time_ms net.ipv6.neigh.default.delay_first_probe_time
net.ipv6.neigh.default.gc_interval net.ipv6.neigh.default.gc_stale_time net.ipv6.neigh.default.gc_thresh1
net.ipv6.neigh.default.gc_thresh2 net.ipv6.neigh.default.gc_thresh3
net.ipv6.neigh.default.interval_probe_time_ms net.ipv6.neigh.default.locktime
net.ipv6.neigh.default.mcast_resolicit net.ipv6.neigh.default.mcast_solicit
net.ipv6.neigh.default.proxy_delay net.ipv6.neigh.default.proxy_qlen net.ipv6.neigh.default.retrans_time
net.ipv6.neigh.default.retrans_time_ms net.ipv6.neigh.default.ucast_solicit
net.ipv6.neigh.default.unres_qlen net.ipv6.neigh.default.unres_qlen_bytes net.ipv6.anycast_src_echo_reply
net.ipv6.auto_flowlabels net.ipv6.bindv6only net.ipv6.calipso_cache_bucket_size
net.ipv6.calipso_cache_enable net.ipv6.fib_multipath_hash_fields net.ipv6.fib_multipath_hash_policy
net.ipv6.fib_notify_on_flag_change net.ipv6.flowlabel_consistency net.ipv6.flowlabel_reflect
net.ipv6.flowlabel_state_ranges net.ipv6.fwmark_reflect net.ipv6.idgen_delay net.ipv6.idgen_retries
net.ipv6.ioam6_id net.ipv6.ioam6_id_wide net.ipv6.ip6frag_high_thresh net.ipv6.ip6frag_low_thresh
net.ipv6.ip6frag_secret_interval net.ipv6.ip_nonlocal_bind net.ipv6.max_dst_opts_length
net.ipv6.max_dst_opts_number net.ipv6.max_hbh_length net.ipv6.max_hbh_opts_number net.ipv6.mld_max_msf
net.ipv6.mld_qrv net.ipv6.seg6_flowlabel net.ipv6.xfrm6_gc_thresh net.ipv4.route.error_burst
net.ipv4.route.error_cost net.ipv4.route.flush net.ipv4.route.gc_elasticity net.ipv4.route.gc_interval
net.ipv4.route.gc_min_interval net.ipv4.route.gc_min_interval_ms net.ipv4.route.gc_thresh
net.ipv4.route.gc_timeout net.ipv4.route.max_size net.ipv4.route.min_adv_mss net.ipv4.route.redirect_load
net.ipv4.route.redirect_number net.ipv6.route.flush net.ipv6.route.gc_elasticity net.ipv6.route.gc_interval
net.ipv6.route.gc_min_interval net.ipv6.route.gc_min_interval_ms net.ipv6.route.gc_thresh
net.ipv6.route.gc_timeout net.ipv6.route.max_size net.ipv6.route.min_adv_mss net.ipv6.route.mtu_expires
net.ipv6.route.skip_notify_on_dev_down
`
    .trim()
    .split(/\s+/),
)
