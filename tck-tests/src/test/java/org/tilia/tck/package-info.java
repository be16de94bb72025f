/** Tests of the whole: conformance suites, the build, the scripts, and the order of the house. */
package org.tilia.tck;
