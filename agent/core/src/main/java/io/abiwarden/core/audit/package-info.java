/**
 * The promises in the names and metadata of an artifact, held against what is in it. Nothing is
 * executed, and any platform's files are read on any machine.
 *
 * <pre>{@code
 * AuditedArtifact audited = Auditor.audit(Path.of("some-1.0-cp39-abi3-win_amd64.whl"));
 * audited.findings().forEach(finding -> System.out.println(finding.finding().message()));
 * }</pre>
 */
@NullMarked
package io.abiwarden.core.audit;

import org.jspecify.annotations.NullMarked;
